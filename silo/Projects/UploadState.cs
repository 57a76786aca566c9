using GalaPlatform.Classrooms;
using GalaPlatform.Projects;
using GalaPlatform.Schools;

namespace GalaPlatform.Silo.Projects;

/// <summary>What an upload grain holds.</summary>
internal sealed record UploadState(
    UploadId Id,
    ProjectId Project,
    SchoolId School,
    ClassroomId Classroom,
    string FileName,
    long Length,
    long Offset,
    int Blocks,
    UploadStage Stage,
    DateTimeOffset ExpiresAt,
    UploadHolder? Holder,
    DateTimeOffset? LeaseUntil
)
{
    public UploadView View => new(Id, Project, School, Classroom, FileName, Length, Offset, Blocks, Stage, ExpiresAt);

    public bool IsHeld(DateTimeOffset now) => Holder is not null && now < LeaseUntil;
}
