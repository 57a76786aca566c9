using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Accounts;

/// <summary>The action that an endpoint stands for, and whether its handler decides.</summary>
internal sealed record RequiredAction(GalaAction Action, bool IsDecidedByHandler);

/// <summary>Lets a request pass to its endpoint only if the user may do what the endpoint declares.</summary>
internal static class AccessGate
{
    /// <summary>
    /// Declares the action of an endpoint. Its scope is read from the route: <c>{gala}</c>, <c>{school}</c>,
    /// <c>{classroom}</c>, <c>{project}</c>. Scopes named in a body are the handler's to check.
    /// </summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, GalaAction action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredAction(action, false));

    /// <summary>Declares the action of an endpoint whose route does not say the scope: its handler asks <see cref="Access"/>.</summary>
    public static TBuilder DecidesItself<TBuilder>(this TBuilder endpoint, GalaAction action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredAction(action, true));

    /// <summary>Runs before the body is read: a stranger learns nothing from what is wrong with a body.</summary>
    public static IApplicationBuilder UseAccessGate(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                if (
                    http.GetEndpoint()?.Metadata.GetMetadata<RequiredAction>() is { IsDecidedByHandler: false } required
                )
                {
                    var decided = await GrainCalls.RetryOnce(() => Decide(http, required.Action));
                    if (decided.Refusal is { } refusal)
                    {
                        await http.WriteProblem(refusal);
                        return;
                    }
                }
                await next(http);
            }
        );

    private static async Task<Result<Done>> Decide(HttpContext http, GalaAction action)
    {
        var access = http.RequestServices.GetRequiredService<Access>();
        var user = http.User;
        if (!user.TryGetAccount(out _) && !user.TryGetSeat(out _))
        {
            // Before anything is looked up: who is not signed in does not learn what exists.
            return await access.Require(user, action, AccessScope.Network);
        }
        return (await ScopeOf(http)).Succeeded(out var scope, out var refusal)
            ? await access.Require(user, action, scope)
            : refusal;
    }

    private static async Task<Result<AccessScope>> ScopeOf(HttpContext http)
    {
        var grains = http.RequestServices.GetRequiredService<IGrainFactory>();
        if (IdIn<SchoolId>(http, "school") is { } school)
        {
            return AccessScope.Of(school);
        }
        if (IdIn<ClassroomId>(http, "classroom") is { } classroom)
        {
            return (await grains.Classroom(classroom).Get()).Map(room => AccessScope.Of(room.School, room.Id));
        }
        if (IdIn<ProjectId>(http, "project") is { } project)
        {
            return (await grains.Project(project).Get()).Map(view => AccessScope.Of(view.School, view.Classroom));
        }
        return IdIn<GalaId>(http, "gala") is { } gala ? AccessScope.Of(gala) : AccessScope.Network;
    }

    private static TId? IdIn<TId>(HttpContext http, string name)
        where TId : struct, ITypedId<TId> =>
        TypedId.TryRead<TId>(http.Request.RouteValues[name] as string, out var id) ? id : null;
}
