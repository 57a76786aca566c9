using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Programme;

internal sealed class SessionGrain(IGrainContext context, IGalaStore store, ILogger<SessionGrain> log)
    : ISessionGrain,
        IGrainBase
{
    private SessionRecord? _record;
    private long _version;

    public IGrainContext GrainContext => context;

    private SessionId Id => new(this.GetPrimaryKey());

    public async Task OnActivateAsync(CancellationToken token)
    {
        var row = await store.Read(
            (db, stop) => db.Set<SessionRow>().SingleOrDefaultAsync(row => row.Id == Id.Value, stop),
            token
        );
        (_record, _version) = (row?.ToRecord(), row?.Version ?? 0);
    }

    public Task<Result<SessionRecord>> Get() =>
        Task.FromResult<Result<SessionRecord>>(_record is { } record ? record : CommonRefusals.NotFound);

    public Task<Result<Done>> Define(Command command, GalaId gala, ProgrammeSession session) =>
        Carry(
            command,
            "session.define",
            new { gala, session },
            present =>
                present is null
                    ? new SessionRecord(Id, gala, session, SessionState.Planned, null, null)
                    : present with
                    {
                        Session = session,
                    }
        );

    // What was told before the definition arrived is told again: the gala goes by the channel, not by a message.
    public Task<Result<Done>> Record(Command command, SessionState state, DateTimeOffset at) =>
        Carry(
            command,
            "session.record",
            new { state, at },
            present => present is null ? CommonRefusals.NotFound : SessionRules.Record(present, state, at)
        );

    private async Task<Result<Done>> Carry(
        Command command,
        string action,
        object arguments,
        Func<SessionRecord?, Result<SessionRecord>> rule
    )
    {
        var (before, seen) = (_record, _version);
        SessionRecord? next = null;
        var kept = await this.Carry<Done>(
            store,
            log,
            new CommandEnvelope(command, $"session/{Id}", action, arguments),
            work =>
            {
                var ruled = rule(before);
                if (ruled.Value is { } after && after != before)
                {
                    next = after;
                    work.Db.Keep(SessionRow.From(after, seen + 1), seen);
                }
                return Task.FromResult(ruled.Map(_ => default(Done)));
            }
        );
        if (!kept.IsRefused && next is not null)
        {
            (_record, _version) = (next, seen + 1);
        }
        return kept;
    }
}
