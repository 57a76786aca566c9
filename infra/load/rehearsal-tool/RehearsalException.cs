namespace GalaPlatform.Rehearsal;

/// <summary>The rehearsal cannot be held: nothing is said about the server's promises.</summary>
internal sealed class RehearsalException(string message) : Exception(message);
