using GalaPlatform.Common;
using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Specs.Room;

/// <summary>The real store behind a line that breaks just after a commit, as often as a test says: it took effect, and nobody hears of it.</summary>
internal sealed class LossyStore(IGalaStore real, LossyStore.Switch state) : IGalaStore
{
    public Task<T> Read<T>(Func<GalaDbContext, CancellationToken, Task<T>> read, CancellationToken cancel = default) =>
        real.Read(read, cancel);

    public async Task<T> Write<T>(
        Func<GalaDbContext, CancellationToken, Task<T>> write,
        CancellationToken cancel = default
    )
    {
        var value = await real.Write(write, cancel);
        state.Commits++;
        state.Committing?.Invoke();
        if (state.AnswersToLose == 0)
        {
            return value;
        }
        state.AnswersToLose--;
        throw new StoreException(CommonRefusals.StoreUnavailable, new IOException("The line broke."));
    }

    public Task<Result<T>> Execute<T>(CommandEnvelope envelope, Func<CommandTransaction, Task<Result<T>>> work) =>
        real.Execute(envelope, work);

    internal sealed class Switch
    {
        public int AnswersToLose { get; set; }

        /// <summary>How many transactions there were.</summary>
        public int Commits { get; set; }

        /// <summary>What happens while a transaction is on its way.</summary>
        public Action? Committing { get; set; }
    }
}

internal static class LossyStoreServices
{
    /// <summary>Puts the line before the store that was registered.</summary>
    public static void Decorate(this IServiceCollection services, LossyStore.Switch state)
    {
        var registered = services.Single(service => service.ServiceType == typeof(IGalaStore));
        services.Remove(registered);
        services.AddSingleton<IGalaStore>(provider => new LossyStore(
            (IGalaStore)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
            state
        ));
    }
}
