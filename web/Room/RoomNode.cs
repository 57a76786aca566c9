using System.Collections.Concurrent;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;

namespace GalaPlatform.Web.Room;

/// <summary>
/// This web node as rooms see it: one observer for all of them. It serves a room from the first connection on until a
/// while after the last one left.
/// </summary>
internal sealed class RoomNode(IGrainFactory grains, FanOut fanOut, TimeProvider time, ILogger<RoomNode> log)
    : BackgroundService,
        IRoomObserver
{
    private readonly ConcurrentDictionary<GalaId, RoomLink> _rooms = new();
    private readonly SemaphoreSlim _entering = new(1, 1);

    // A node that starts again is another one: the room must not think that it still holds a subscription.
    private readonly string _name = $"{Environment.MachineName}-{Guid.NewGuid():N}";
    private IRoomObserver? _self;

    /// <summary>The room, served by this node from now on.</summary>
    public async Task<Result<RoomLink>> Enter(GalaId gala)
    {
        if (_rooms.TryGetValue(gala, out var served) && served.TryUse())
        {
            return served;
        }
        await _entering.WaitAsync();
        try
        {
            return _rooms.TryGetValue(gala, out served) && served.TryUse() ? served : await Open(gala);
        }
        finally
        {
            _entering.Release();
        }
    }

    public Task Deliver(RoomBatch batch)
    {
        if (_rooms.TryGetValue(batch.Gala, out var room))
        {
            room.Deliver(batch);
        }
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        foreach (var room in _rooms.Values)
        {
            room.Dispose();
        }
        _entering.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RoomPace.Housekeeping, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await LookAfter();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                log.HousekeepingFailed(problem);
            }
        }
    }

    private async Task<Result<RoomLink>> Open(GalaId gala)
    {
        var room = new RoomLink(
            gala,
            _name,
            grains,
            _self ??= grains.CreateObjectReference<IRoomObserver>(this),
            fanOut.CrowdOf(gala),
            time,
            log
        );
        _rooms[gala] = room; // before subscribing: batches may come before the subscription's answer
        try
        {
            if (await room.Renew() is not { } refusal)
            {
                room.TryUse();
                return room;
            }
            Forget(gala, room);
            return refusal;
        }
        catch
        {
            Forget(gala, room);
            throw;
        }
    }

    private async Task LookAfter()
    {
        foreach (var (gala, room) in _rooms)
        {
            if (!room.TryRetire())
            {
                room.LookAfter();
                continue;
            }
            _rooms.TryRemove(KeyValuePair.Create(gala, room));
            await room.Close();
        }
    }

    private void Forget(GalaId gala, RoomLink room)
    {
        _rooms.TryRemove(KeyValuePair.Create(gala, room));
        room.Dispose();
    }
}
