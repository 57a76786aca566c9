using System.Diagnostics;
using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Room;
using GalaPlatform.Silo.Room;
using GalaPlatform.Silo.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Tests.EndToEnd.CrashPoints;

/// <summary>Where the process dies; what dies with it differs.</summary>
public enum CrashPoint
{
    BeforeCommit,
    AfterCommitBeforeAck,
    AfterAckBeforeBroadcast,
}

/// <summary>
/// The platform in a process of its own that kills itself, as <c>kill -9</c> does, at a point of the room's next commit, once
/// a file says so. This assembly's entry point, when it is run as a program.
/// </summary>
internal static class CrashingHost
{
    public const string PointVariable = "GALA_TEST_CRASH_POINT";

    public static string ArmFile(string data) => Path.Combine(data, "armed");

    public static async Task Main(string[] args)
    {
        var data = Environment.GetEnvironmentVariable("GALA_DATA")!;
        var point = Environment.GetEnvironmentVariable(PointVariable);
        await using var app = GalaWeb.Build(args, builder => Prepare(builder, data, point));
        await app.StartAsync();
        await MakeSlate(app.Services.GetRequiredService<IGrainFactory>());
        await app.WaitForShutdownAsync();
    }

    private static void Prepare(WebApplicationBuilder builder, string data, string? point)
    {
        builder.Configuration.AddInMemoryCollection([new("Gala:Strict", "true"), new("Gala:Transcoding:Workers", "0")]);
        builder.Logging.ClearProviders();
        if (Enum.TryParse<CrashPoint>(point, out var chosen))
        {
            var trap = new Trap(data, chosen);
            builder.Services.AddSingleton<IIncomingGrainCallFilter>(new HeldBroadcast(trap));
            builder.Host.ConfigureContainer<IServiceCollection>((_, services) => Decorate(services, trap));
        }
    }

    private static void Decorate(IServiceCollection services, Trap trap)
    {
        var registered = services.Single(service => service.ServiceType == typeof(IGalaStore));
        services.Remove(registered);
        services.AddSingleton<IGalaStore>(provider => new TrappedStore(
            (IGalaStore)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
            trap
        ));
    }

    // The doors open onto a channel; nobody watches it here, so nothing is encoded for it.
    private static async Task MakeSlate(IGrainFactory grains)
    {
        var asset = new MediaAsset(
            "slates/1",
            [new Rendition("360p", 640, 360, 900_000, 700_000, "avc1.4d401e,mp4a.40.2")],
            [.. Enumerable.Repeat(MediaAsset.SegmentLength.Ticks, 3)]
        );
        await grains.GetGrain<ISlateGrain>(0).SlateMade(new Command(CommandId.Fresh(), Actor.Platform), asset);
    }

    private sealed class Trap(string data, CrashPoint point)
    {
        public bool IsArmed => File.Exists(ArmFile(data));

        public void Die(CrashPoint here)
        {
            if (here == point && IsArmed)
            {
                using var mine = Process.GetCurrentProcess();
                mine.Kill();
                mine.WaitForExit(); // nothing after this point may run
            }
        }

        public bool Holds(CrashPoint here) => here == point && IsArmed;
    }

    private sealed class TrappedStore(IGalaStore real, Trap trap) : IGalaStore
    {
        public Task<T> Read<T>(
            Func<GalaDbContext, CancellationToken, Task<T>> read,
            CancellationToken cancel = default
        ) => real.Read(read, cancel);

        public async Task<T> Write<T>(
            Func<GalaDbContext, CancellationToken, Task<T>> write,
            CancellationToken cancel = default
        )
        {
            var value = await real.Write((db, stop) => Work(db, write, stop), cancel);
            if (value is RoomCommit)
            {
                trap.Die(CrashPoint.AfterCommitBeforeAck);
            }
            return value;
        }

        public Task<Result<T>> Execute<T>(CommandEnvelope envelope, Func<CommandTransaction, Task<Result<T>>> work) =>
            real.Execute(envelope, work);

        private async Task<T> Work<T>(
            GalaDbContext db,
            Func<GalaDbContext, CancellationToken, Task<T>> write,
            CancellationToken stop
        )
        {
            var value = await write(db, stop);
            if (value is RoomCommit)
            {
                await db.SaveChangesAsync(stop); // as far as one can go without a commit
                trap.Die(CrashPoint.BeforeCommit);
            }
            return value;
        }
    }

    /// <summary>Keeps the room's news from the nodes; the author's answer does not wait for them.</summary>
    private sealed class HeldBroadcast(Trap trap) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (
                context.InterfaceMethod?.Name == nameof(IRoomObserver.Deliver)
                && trap.Holds(CrashPoint.AfterAckBeforeBroadcast)
            )
            {
                return;
            }
            await context.Invoke();
        }
    }
}
