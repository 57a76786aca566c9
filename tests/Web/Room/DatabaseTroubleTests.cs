using System.Net;
using System.Text.Json;
using GalaPlatform.Silo.Storage;
using GalaPlatform.Tests.Specs.Room;
using GalaPlatform.Tests.Web.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Web.Room;

/// <summary>A stage on a disk that may fill up, with a database that waits for a lock no longer than a second.</summary>
public sealed class CrampedStage : RoomStage
{
    public CrampedDatabase.Quota Disk { get; } = new();

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Gala:Database:BusySeconds"] = "1" };

    protected override void Adjust(WebApplicationBuilder builder) =>
        builder.Host.ConfigureContainer<IServiceCollection>(
            (_, services) =>
            {
                var registered = services.Single(service => service.ServiceType == typeof(IGalaDatabase));
                services.Remove(registered);
                services.AddSingleton<IGalaDatabase>(provider => new CrampedDatabase(
                    (IGalaDatabase)registered.ImplementationFactory!(provider),
                    Disk
                ));
            }
        );
}

/// <summary>The real database, which may take no more pages while a test says so: SQLite itself then says that the disk is full.</summary>
public sealed class CrampedDatabase(IGalaDatabase real, CrampedDatabase.Quota quota) : IGalaDatabase, IDisposable
{
    public Task Migrate(CancellationToken cancel = default) => real.Migrate(cancel);

    public GalaDbContext Open()
    {
        var db = real.Open();
        db.Database.OpenConnection();
        db.Database.ExecuteSqlRaw(quota.IsFull ? "PRAGMA max_page_count=1" : "PRAGMA max_page_count=1073741823");
        return db;
    }

    public ValueTask<IDisposable?> EnterWrite(CancellationToken cancel) => real.EnterWrite(cancel);

    public void Dispose() => (real as IDisposable)?.Dispose();

    public sealed class Quota
    {
        public bool IsFull { get; set; }
    }
}

/// <summary>A database that cannot: told as it is, nothing half done, and well again without a restart.</summary>
public sealed class DatabaseTroubleTests(CrampedStage stage) : IClassFixture<CrampedStage>
{
    [Fact]
    public async Task A_full_disk_is_told_and_once_there_is_room_again_all_goes_on()
    {
        var (speaker, _) = await stage.Viewer();
        var (reader, joined) = await stage.Viewer(1);
        var head = joined.GetProperty("head").GetInt64();

        stage.Disk.IsFull = true;
        var (posted, refused) = (0, new List<JsonElement>());
        for (var number = 0; number < 50 && refused.Count < 3; number++)
        {
            var said = await speaker.Say(stage.Gala, $"{number} {new string('x', 280)}");
            posted += said.Text("status") == "posted" ? 1 : 0;
            refused.AddRange(said.Text("status") == "refused" ? [said] : []);
        }
        using var school = await MakeSchoolsUntilRefused();
        using var log = await stage.Organizer.GetAsync($"/api/galas/{stage.Gala}/entries");
        stage.Disk.IsFull = false;
        var again = await speaker.Say(stage.Gala, "Il y a de la place", "room-again");

        Assert.Equal(["storage-full", "storage-full", "storage-full"], refused.Select(said => said.Text("code")));
        await school.Problem(507, "storage-full");
        Assert.Equal(HttpStatusCode.OK, log.StatusCode);
        Assert.Equal(("posted", head + posted + 1), (again.Text("status"), again.GetProperty("seq").GetInt64()));
        var heard = await reader.EntriesUpTo(head + posted + 1);
        Assert.Equal(Enumerable.Range(1, posted + 1).Select(step => head + step), heard.Select(Number));
        using var made = await stage.Organizer.Post("/api/schools", new { name = "École de la place" });
        await made.Json(201);
    }

    [Fact]
    public async Task A_locked_database_is_told_and_once_it_is_free_the_same_command_is_posted_once()
    {
        var (speaker, _) = await stage.Viewer();
        var (reader, joined) = await stage.Viewer(1);
        var head = joined.GetProperty("head").GetInt64();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(stage.Server.Folder, "gala.db")}");
        await other.OpenAsync();

        await using var theirs = (SqliteTransaction)await other.BeginTransactionAsync();
        var refused = await speaker.Say(stage.Gala, "Y a-t-il quelqu’un ?", "locked");
        using var school = await stage.Organizer.Post("/api/schools", new { name = "École patiente" });
        await theirs.RollbackAsync();
        var posted = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => speaker.Say(stage.Gala, "Y a-t-il quelqu’un ?", "locked"))
        );

        Assert.Equal(("refused", "store-unavailable"), (refused.Text("status"), refused.Text("code")));
        await school.Problem(503, "store-unavailable");
        Assert.All(posted, said => Assert.Equal(head + 1, said.GetProperty("seq").GetInt64()));
        Assert.Equal([head + 1], (await reader.EntriesUpTo(head + 1)).Select(Number));
    }

    // What is left in the pages that there are takes some rows more.
    private async Task<HttpResponseMessage> MakeSchoolsUntilRefused()
    {
        for (var number = 0; ; number++)
        {
            var made = await stage.Organizer.Post("/api/schools", new { name = $"{number} {new string('É', 90)}" });
            if (made.StatusCode != HttpStatusCode.Created || number == 100)
            {
                return made;
            }
            made.Dispose();
        }
    }

    private static long Number(JsonElement entry) => entry.GetProperty("s").GetInt64();
}
