using System.Globalization;

namespace GalaPlatform.Web.Projects;

/// <summary>What may be uploaded: <c>GALA_UPLOAD_MAX_BYTES</c> for one file, 4 GiB if it is not said.</summary>
internal sealed record UploadOptions(long MaxBytes)
{
    public const long DefaultMaxBytes = 4L * 1024 * 1024 * 1024;

    public static UploadOptions From(IConfiguration configuration) =>
        new(
            long.TryParse(
                configuration["GALA_UPLOAD_MAX_BYTES"],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var bytes
            )
            && bytes > 0
                ? bytes
                : DefaultMaxBytes
        );
}
