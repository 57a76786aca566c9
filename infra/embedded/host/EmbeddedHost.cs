namespace GalaPlatform.Embedded;

internal static class EmbeddedHost;
