using GalaPlatform.Classrooms;
using GalaPlatform.Schools;

namespace GalaPlatform.Projects;

/// <summary>What is known of an upload before its first byte.</summary>
/// <param name="Project">The project whose video it is.</param>
/// <param name="School">The project's school.</param>
/// <param name="Classroom">The project's classroom.</param>
/// <param name="Length">Bytes, as declared: more than 0.</param>
/// <param name="FileName">What the school calls its file; text only, never a path.</param>
[GenerateSerializer, Immutable, Alias("upload.new")]
public sealed record NewUpload(
    [property: Id(0)] ProjectId Project,
    [property: Id(1)] SchoolId School,
    [property: Id(2)] ClassroomId Classroom,
    [property: Id(3)] long Length,
    [property: Id(4)] string FileName
);

/// <summary>Where an upload stands.</summary>
public enum UploadStage
{
    /// <summary>Bytes are awaited.</summary>
    Open,

    /// <summary>The file is whole, and the project has it.</summary>
    Done,

    /// <summary>Given up, replaced, or too old.</summary>
    Gone,
}

/// <summary>An upload as it is stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Project">The project whose video it is.</param>
/// <param name="School">The project's school.</param>
/// <param name="Classroom">The project's classroom.</param>
/// <param name="FileName">What the school calls its file.</param>
/// <param name="Length">Bytes, as declared.</param>
/// <param name="Offset">Bytes that are durably staged.</param>
/// <param name="Blocks">The blocks that they are staged in: 0 to this − 1.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="ExpiresAt">UTC; after this it is gone, if it is not done.</param>
[GenerateSerializer, Immutable, Alias("upload.view")]
public sealed record UploadView(
    [property: Id(0)] UploadId Id,
    [property: Id(1)] ProjectId Project,
    [property: Id(2)] SchoolId School,
    [property: Id(3)] ClassroomId Classroom,
    [property: Id(4)] string FileName,
    [property: Id(5)] long Length,
    [property: Id(6)] long Offset,
    [property: Id(7)] int Blocks,
    [property: Id(8)] UploadStage Stage,
    [property: Id(9)] DateTimeOffset ExpiresAt
)
{
    /// <summary>True once every declared byte is staged.</summary>
    public bool IsWhole => Offset == Length;

    /// <summary>The blob that the file becomes: <c>originals/{project}/{upload}</c>.</summary>
    public string Blob => $"originals/{Project}/{Id}";
}

/// <summary>Who appends to an upload.</summary>
/// <param name="Request">A fresh id for each request.</param>
/// <param name="Process">The <see cref="Common.ProcessName"/> of the web node that serves it.</param>
[GenerateSerializer, Immutable, Alias("upload.holder")]
public sealed record UploadHolder([property: Id(0)] Guid Request, [property: Id(1)] string Process);

/// <summary>The right to append to an upload, for a short while.</summary>
/// <param name="Upload">The upload as it stood when the lease was given.</param>
/// <param name="Holder">The id of the request that holds it.</param>
/// <param name="Until">UTC; when it ends by itself.</param>
[GenerateSerializer, Immutable, Alias("upload.lease")]
public sealed record UploadLease(
    [property: Id(0)] UploadView Upload,
    [property: Id(1)] Guid Holder,
    [property: Id(2)] DateTimeOffset Until
);
