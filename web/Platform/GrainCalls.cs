using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Schools;

namespace GalaPlatform.Web.Platform;

/// <summary>Grains by their typed ids, and what to do when one does not answer.</summary>
internal static class GrainCalls
{
    public static IAccountGrain Account(this IGrainFactory grains, AccountId id) =>
        grains.GetGrain<IAccountGrain>(id.Value);

    public static IGalaGrain Gala(this IGrainFactory grains, GalaId id) => grains.GetGrain<IGalaGrain>(id.Value);

    public static IProgrammeGrain Programme(this IGrainFactory grains, GalaId id) =>
        grains.GetGrain<IProgrammeGrain>(id.Value);

    public static ISchoolGrain School(this IGrainFactory grains, SchoolId id) =>
        grains.GetGrain<ISchoolGrain>(id.Value);

    public static IClassroomGrain Classroom(this IGrainFactory grains, ClassroomId id) =>
        grains.GetGrain<IClassroomGrain>(id.Value);

    public static IProjectGrain Project(this IGrainFactory grains, ProjectId id) =>
        grains.GetGrain<IProjectGrain>(id.Value);

    public static IGalaDirectoryGrain GalaDirectory(this IGrainFactory grains) =>
        grains.GetGrain<IGalaDirectoryGrain>(0);

    public static ISchoolDirectoryGrain SchoolDirectory(this IGrainFactory grains) =>
        grains.GetGrain<ISchoolDirectoryGrain>(0);

    public static IProjectDirectoryGrain ProjectDirectory(this IGrainFactory grains) =>
        grains.GetGrain<IProjectDirectoryGrain>(0);

    /// <summary>
    /// Calls again, once, when the outcome is unknown or the activation was stale: commands carry an id, so the second
    /// call cannot do anything twice. The one layer that retries.
    /// </summary>
    public static async Task<T> RetryOnce<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (TimeoutException)
        {
            return await call();
        }
    }

    /// <summary>The same for an endpoint: its parameters, and with them the command, are bound once.</summary>
    public static async ValueTask<object?> RetryEndpoint(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        try
        {
            var answer = await next(context);
            var isStale =
                answer is IRefused { Refusal: { } refusal } && refusal.Code == CommonRefusals.StoreUnavailable.Code;
            return isStale ? await next(context) : answer;
        }
        catch (TimeoutException)
        {
            return await next(context);
        }
    }
}
