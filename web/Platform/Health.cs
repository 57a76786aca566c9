using GalaPlatform.Blobs;
using GalaPlatform.Web.Accounts;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GalaPlatform.Web.Platform;

/// <summary>Whether the process lives, and whether it can work: the database answers, the blob store answers.</summary>
internal static class Health
{
    private const string Ready = "ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void AddHealth(this IServiceCollection services) =>
        services
            .AddHealthChecks()
            .AddCheck<DatabaseAnswers>("database", tags: [Ready], timeout: Patience)
            .AddCheck<BlobStoreAnswers>("blobs", tags: [Ready], timeout: Patience);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write });
        app.MapHealthChecks(
            "/health/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Write }
        );
    }

    // Names and states alone: what an exception says stays here.
    private static Task Write(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status,
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status),
            },
            GalaJson.Options
        );

    private sealed class DatabaseAnswers(IServiceScopeFactory scopes) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
            return await db.Database.CanConnectAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy();
        }
    }

    private sealed class BlobStoreAnswers(IBlobStore blobs) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            await blobs.GetLength("health/none", cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
