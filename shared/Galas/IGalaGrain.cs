using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Schools;

namespace GalaPlatform.Galas;

/// <summary>One gala: the event. Key: <see cref="GalaId"/>. The same grain keeps its programme (<see cref="Programme.IProgrammeGrain"/>).</summary>
[Alias("gala.IGalaGrain")]
public interface IGalaGrain : IGrainWithGuidKey
{
    /// <summary>Brings the gala into being, as a draft.</summary>
    [Alias("create")]
    Task<Result<GalaView>> Create(Command command, NewGala gala);

    /// <summary>The gala, or <c>not-found</c>.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<Result<GalaView>> Get();

    /// <summary>Changes what was announced.</summary>
    /// <param name="command">Who, and which command.</param>
    /// <param name="change">What changes.</param>
    /// <param name="ifVersion">The version that the editor saw, or null to change whatever is there.</param>
    [Alias("change")]
    Task<Result<GalaView>> Change(Command command, GalaChange change, long? ifVersion);

    /// <summary>Invites a school; inviting twice is inviting once.</summary>
    [Alias("invite")]
    Task<Result<GalaView>> InviteSchool(Command command, SchoolId school);

    /// <summary>Names a moderator for this gala.</summary>
    [Alias("name-moderator")]
    Task<Result<GalaView>> NameModerator(Command command, AccountId account);

    /// <summary>Moves the gala along its life. Going to <c>Lobby</c> starts the channel, <c>Live</c> the programme, <c>Ended</c> closes both.</summary>
    [Alias("transition")]
    Task<Result<GalaView>> Transition(Command command, GalaState to);
}

/// <summary>Lists of galas. A stateless worker; key 0.</summary>
[Alias("gala.IGalaDirectoryGrain")]
public interface IGalaDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Galas, the soonest start first, drafts only if asked for.</summary>
    /// <param name="page">Which page.</param>
    /// <param name="withDrafts">True for organizers.</param>
    [Alias("list")]
    Task<Page<GalaView>> List(PageRequest page, bool withDrafts);

    /// <summary>Galas of a school that are not over: what its classes may join.</summary>
    [Alias("open-for")]
    Task<GalaView[]> OpenFor(SchoolId school);
}
