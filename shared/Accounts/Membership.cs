using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;

namespace GalaPlatform.Accounts;

/// <summary>The roles of the staff. Each holds within a scope, never everywhere by itself.</summary>
public enum StaffRole
{
    /// <summary>Schedules galas and runs the show; scope: the network (no id).</summary>
    Organizer,

    /// <summary>Answers for one school; scope: the school.</summary>
    Coordinator,

    /// <summary>Answers for one or more classrooms; scope: the classroom (all of the school's while none is named).</summary>
    Teacher,

    /// <summary>Watches over a gala's room; scope: the gala.</summary>
    Moderator,
}

/// <summary>One role of one account, where it holds.</summary>
/// <param name="Role">The role.</param>
/// <param name="School">The school, for coordinators and teachers.</param>
/// <param name="Classroom">The classroom, for a teacher of one classroom.</param>
/// <param name="Gala">The gala, for moderators.</param>
[GenerateSerializer, Immutable, Alias("membership")]
public sealed record Membership(
    [property: Id(0)] StaffRole Role,
    [property: Id(1)] SchoolId? School = null,
    [property: Id(2)] ClassroomId? Classroom = null,
    [property: Id(3)] GalaId? Gala = null
);

/// <summary>What an account may be: its memberships. Key: <see cref="AccountId"/>.</summary>
[Alias("gala.IAccountGrain")]
public interface IAccountGrain : IGrainWithGuidKey
{
    /// <summary>Every role that the account has, as stored now.</summary>
    [AlwaysInterleave, Alias("memberships")]
    Task<Membership[]> GetMemberships();

    /// <summary>Gives the account a role. Giving it twice is giving it once.</summary>
    [Alias("grant")]
    Task<Result<Done>> Grant(Command command, Membership membership);
}
