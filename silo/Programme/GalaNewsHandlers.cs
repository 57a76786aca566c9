using System.Text.Json;
using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Room;
using GalaPlatform.Silo.Galas;
using GalaPlatform.Silo.Storage;

namespace GalaPlatform.Silo.Programme;

internal sealed class SessionsDefinedHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => SessionsDefined.Kind;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var defined = message.Read<SessionsDefined>();
        foreach (var session in defined.Sessions)
        {
            var told = await grains
                .GetGrain<ISessionGrain>(session.Id.Value)
                .Define(message.Command, defined.Gala, session);
            if (told.IsRefused)
            {
                return told;
            }
        }
        return default(Done);
    }
}

internal sealed class SessionsDroppedHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => SessionsDropped.Kind;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var dropped = message.Read<SessionsDropped>();
        foreach (var session in dropped.Sessions)
        {
            var told = await grains
                .GetGrain<ISessionGrain>(session.Value)
                .Record(message.Command, SessionState.Skipped, dropped.At);
            if (told.IsRefused)
            {
                return told;
            }
        }
        return default(Done);
    }
}

internal sealed class CueGivenHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => CueGiven.Kind;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var (gala, cue) = message.Read<CueGiven>();
        var data = JsonSerializer.Serialize(
            new
            {
                action = cue.Action.ToString().ToLowerInvariant(),
                sessionId = cue.Session?.ToString(),
                effectiveAt = cue.EffectiveAt.UtcDateTime,
            }
        );
        var told = await grains.GetGrain<IRoomGrain>(gala.Value).Append(message.Command, EntryKinds.Cue, null, data);
        return told.Map(_ => default(Done));
    }
}

internal sealed class DoorsMovedHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => DoorsMoved.Kind;

    public async Task<Result<Done>> Deliver(OutboxMessage message)
    {
        var (gala, open) = message.Read<DoorsMoved>();
        var told = await grains
            .GetGrain<IRoomGrain>(gala.Value)
            .ChangeSettings(message.Command, new RoomSettingsChange(open, 0));
        return told.Map(_ => default(Done));
    }
}
