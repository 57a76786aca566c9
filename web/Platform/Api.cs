namespace GalaPlatform.Web.Platform;

/// <summary>How the endpoints of a feature are grouped.</summary>
internal static class Api
{
    /// <summary>
    /// A group below <c>/api</c>. Ids in routes are written <c>{gala:id}</c>: what is not an id is simply not found.
    /// </summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app, string path, string feature) =>
        app.MapGroup($"/api{path}").WithTags(feature).AddEndpointFilter(GrainCalls.RetryEndpoint);

    /// <summary>The form that every id has.</summary>
    internal sealed class IdConstraint : IRouteConstraint
    {
        private const int Length = 32;

        public bool Match(
            HttpContext? httpContext,
            IRouter? route,
            string routeKey,
            RouteValueDictionary values,
            RouteDirection routeDirection
        ) => values[routeKey] is string { Length: Length } text && text.All(char.IsAsciiHexDigitLower);
    }
}
