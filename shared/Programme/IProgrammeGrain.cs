using GalaPlatform.Common;

namespace GalaPlatform.Programme;

/// <summary>A gala's programme and channel. Key: <see cref="Galas.GalaId"/>; the grain is the gala's own.</summary>
[Alias("gala.IProgrammeGrain")]
public interface IProgrammeGrain : IGrainWithGuidKey
{
    /// <summary>Writes the run of show anew. Every video must be ready, approved, consented for live, and of an invited school.</summary>
    /// <param name="command">Who, and which command.</param>
    /// <param name="items">The sessions, in order; at most 200.</param>
    /// <param name="ifVersion">The version that the editor saw, or null.</param>
    [Alias("set")]
    Task<Result<ProgrammeView>> SetProgramme(Command command, ProgrammeItem[] items, long? ifVersion);

    /// <summary>The programme, and what is on air now.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<Result<ProgrammeView>> GetProgramme();

    /// <summary>Gives a cue: <c>next</c>, <c>jump</c>, <c>hold</c>, <c>resume</c>.</summary>
    [Alias("cue")]
    Task<Result<CueTaken>> GiveCue(Command command, CueAction action, SessionId? session);

    /// <summary>What the channel follows from, and from now on each change of it to <paramref name="watcher"/>, until the watcher is not renewed for two minutes.</summary>
    [AlwaysInterleave, Alias("watch")]
    Task<Result<ChannelPlan>> WatchChannel(IChannelWatcher watcher);

    /// <summary>
    /// A project may not be shown any more: what is on air leaves the air at the next boundary, what was to come is
    /// passed over, and nothing brings it back.
    /// </summary>
    [Alias("withdraw-project")]
    Task<Result<Done>> WithdrawProject(Command command, Projects.ProjectId project);
}

/// <summary>A web node that serves a channel.</summary>
[Alias("gala.IChannelWatcher")]
public interface IChannelWatcher : IGrainObserver
{
    /// <summary>The plan changed. Plans may arrive out of order: the highest version counts.</summary>
    [OneWay, Alias("changed")]
    Task PlanChanged(ChannelPlan plan);
}

/// <summary>One session's own record: what was planned, and what became of it. Key: <see cref="SessionId"/>.</summary>
[Alias("gala.ISessionGrain")]
public interface ISessionGrain : IGrainWithGuidKey
{
    /// <summary>Writes down what the session will show.</summary>
    [Alias("define")]
    Task<Result<Done>> Define(Command command, Galas.GalaId gala, ProgrammeSession session);

    /// <summary>Writes down what became of it. States only go forward; saying the same twice is saying it once.</summary>
    /// <param name="command">Who, and which command.</param>
    /// <param name="state">The new state.</param>
    /// <param name="at">UTC; the instant on the channel.</param>
    [Alias("record")]
    Task<Result<Done>> Record(Command command, SessionState state, DateTimeOffset at);

    /// <summary>The session's record, or <c>not-found</c>.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<Result<SessionRecord>> Get();
}

/// <summary>What is kept of a session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Gala">Its gala.</param>
/// <param name="Session">What it shows.</param>
/// <param name="State">What became of it.</param>
/// <param name="StartedAt">UTC; when it went on air.</param>
/// <param name="EndedAt">UTC; when it left the air.</param>
[GenerateSerializer, Immutable, Alias("programme.session-record")]
public sealed record SessionRecord(
    [property: Id(0)] SessionId Id,
    [property: Id(1)] Galas.GalaId Gala,
    [property: Id(2)] ProgrammeSession Session,
    [property: Id(3)] SessionState State,
    [property: Id(4)] DateTimeOffset? StartedAt,
    [property: Id(5)] DateTimeOffset? EndedAt
);
