using System.Text.Json;
using GalaPlatform.Common;
using GalaPlatform.Room;
using GalaPlatform.Web.Accounts;
using Microsoft.AspNetCore.SignalR;

namespace GalaPlatform.Web.Room;

/// <summary>The hub translates and nothing more. Who speaks comes from the connection, never from an argument.</summary>
internal sealed class GalaHub(
    RoomNode node,
    RoomAccess access,
    RoomProgrammes programmes,
    SeatConnections seats,
    TimeProvider time,
    ILogger<GalaHub> log
) : Hub
{
    /// <summary>For the answer to reach whoever called what there is not, before the connection ends.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    private RoomSession Session => RoomSession.Of(Context.Items);

    public async Task<JoinAnswer> Join(JsonElement argument)
    {
        var asked = Required(HubArguments.Join(argument));
        if (!Session.TryJoin())
        {
            throw Refused(RoomRefusals.TooFast);
        }
        try
        {
            var reader = Required(await access.Find(Context.User, asked.Gala));
            if (!Session.MayJoin(asked.Gala))
            {
                throw Refused(RoomRefusals.TooManyRooms);
            }
            var room = Required(await node.Enter(asked.Gala));
            await Session.Leave(asked.Gala);
            if (asked.Epoch == room.Pump.Epoch && asked.After is { } after)
            {
                await room.CaughtUpTo(after);
            }
            var programme = await programmes.Get(asked.Gala);
            room.TryUse();
            return new JoinAnswer(
                asked.Gala,
                room,
                Session,
                reader,
                asked.Epoch,
                asked.After,
                programme,
                time.GetUtcNow()
            );
        }
        catch (Exception problem) when (problem is not HubException)
        {
            log.HubCallFailed(problem, nameof(Join));
            throw Refused(CommonRefusals.StoreUnavailable);
        }
    }

    public async Task<SayAnswer> Say(JsonElement argument)
    {
        var said = Required(HubArguments.Say(argument));
        if (!Session.TryFind(said.Gala, out var room, out var reader))
        {
            throw Refused(RoomRefusals.NotJoined);
        }
        if (!RoomText.Accept(said.Text).Succeeded(out var text, out var refusal))
        {
            return SayAnswer.Of(new Said(SayStatus.Refused, null, refusal.Code, refusal.RetryAfterSeconds));
        }
        try
        {
            var command = new Command(said.Command, reader.Actor);
            var answer = await room.Say(new Utterance(command, reader.Author, reader.Classroom, text, said.ReplyTo));
            room.Pump.Expect(answer.Sequence ?? 0);
            return SayAnswer.Of(answer);
        }
        catch (Exception problem)
        {
            // The outcome is unknown: the same command sent again gets the true answer.
            log.HubCallFailed(problem, nameof(Say));
            return SayAnswer.Of(new Said(SayStatus.Refused, null, CommonRefusals.StoreUnavailable.Code, 1));
        }
    }

    public Task React(JsonElement argument)
    {
        var reaction = Required(HubArguments.React(argument));
        if (!Session.TryFind(reaction.Gala, out var room, out _))
        {
            throw Refused(RoomRefusals.NotJoined);
        }
        if (Session.TryTap())
        {
            room.React(reaction.Kind);
        }
        return Task.CompletedTask;
    }

    public Task Leave(JsonElement argument)
    {
        var gala = Required(HubArguments.Gala(argument));
        _ = Session.Leave(gala);
        return Task.CompletedTask;
    }

    /// <summary>What every unknown method comes to: no page of ours calls one, so the connection ends.</summary>
    public Task Unknown()
    {
        var connection = Context;
        _ = time.CreateTimer(_ => connection.Abort(), null, Farewell, Timeout.InfiniteTimeSpan);
        throw Refused(RoomRefusals.UnknownMethod);
    }

    public override Task OnConnectedAsync()
    {
        if (Context.User is { } user && user.TryGetSeat(out var seat))
        {
            seats.Enter(seat.Id, Context);
        }
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Session.Close();
        if (Context.User is { } user && user.TryGetSeat(out var seat))
        {
            seats.Leave(seat.Id, Context);
        }
        return Task.CompletedTask;
    }

    private static T Required<T>(Result<T> result) =>
        result.Refusal is { } refusal ? throw Refused(refusal) : result.Value!;

    private static HubException Refused(Refusal refusal) => new(refusal.Code);
}

/// <summary>What <c>Say</c> answers.</summary>
internal sealed record SayAnswer(string Status, long? Seq, string? Code, int? RetryAfter)
{
    public static SayAnswer Of(Said said) =>
        new(said.Status.ToString().ToLowerInvariant(), said.Sequence, said.Code, said.RetryAfterSeconds);
}
