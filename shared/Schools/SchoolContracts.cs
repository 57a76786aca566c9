using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;

namespace GalaPlatform.Schools;

/// <summary>A school as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Version">The ETag.</param>
[GenerateSerializer, Immutable, Alias("school.view")]
public sealed record SchoolView(
    [property: Id(0)] SchoolId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] long Version
);

/// <summary>One school. Key: <see cref="SchoolId"/>.</summary>
[Alias("gala.ISchoolGrain")]
public interface ISchoolGrain : IGrainWithGuidKey
{
    /// <summary>Brings the school into being.</summary>
    [Alias("create")]
    Task<Result<SchoolView>> Create(Command command, string name);

    /// <summary>The school, or <c>not-found</c>.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<Result<SchoolView>> Get();

    /// <summary>Makes an account a coordinator or a teacher of the school.</summary>
    /// <param name="command">Who, and which command.</param>
    /// <param name="account">The account.</param>
    /// <param name="role"><see cref="StaffRole.Coordinator"/> or <see cref="StaffRole.Teacher"/>.</param>
    /// <param name="classroom">For a teacher of one classroom alone; it must be the school's.</param>
    [Alias("add-member")]
    Task<Result<Done>> AddMember(Command command, AccountId account, StaffRole role, ClassroomId? classroom);
}

/// <summary>Lists of schools. A stateless worker; key 0.</summary>
[Alias("gala.ISchoolDirectoryGrain")]
public interface ISchoolDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Schools by age; only the named ones, or all for an organizer.</summary>
    /// <param name="page">Which page.</param>
    /// <param name="only">The schools that the reader belongs to, or null for all.</param>
    [Alias("list")]
    Task<Page<SchoolView>> List(PageRequest page, SchoolId[]? only);

    /// <summary>A school's classrooms by name.</summary>
    [Alias("classrooms")]
    Task<Page<ClassroomView>> Classrooms(SchoolId school, PageRequest page);
}
