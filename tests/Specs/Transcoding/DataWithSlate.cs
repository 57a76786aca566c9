using GalaPlatform.Programme;
using GalaPlatform.Silo.Platform;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Tests.Specs.Transcoding;

/// <summary>
/// The data folder of a platform that ran just long enough to make its slate. The worker makes it once for all tests:
/// encoding it is most of what a platform does in its first minute, and few tests are about that. <c>GALA_TEST_SLATE</c>
/// names a folder for it that all test projects of a run share; otherwise each has its own.
/// </summary>
public static class DataWithSlate
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string>> Made = new(Make);

    /// <summary>Copies the database and the blobs into a folder, as a platform's <c>GALA_DATA</c>.</summary>
    public static async Task CopyTo(string folder)
    {
        var from = await Made.Value;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    private static async Task<string> Make()
    {
        var room = Environment.GetEnvironmentVariable("GALA_TEST_SLATE") is { Length: > 0 } shared
            ? shared
            : OwnFolder();
        var data = Path.Combine(room, "data");
        if (!Directory.Exists(data))
        {
            var unfinished = Path.Combine(room, "unfinished");
            await MakeIn(unfinished);
            Directory.Move(unfinished, data);
        }
        return data;
    }

    private static string OwnFolder()
    {
        var folder = Directory.CreateTempSubdirectory("gala-slate-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static async Task MakeIn(string folder)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["GALA_DATA"] = folder })
            .Build();
        await using var silo = await TestSilo.Start(services =>
            services.AddLogging().AddSingleton<IConfiguration>(configuration).AddSilo(configuration)
        );
        var slate = silo.Grains.GetGrain<ISlateGrain>(0);
        await Eventually.Holds(async () => await slate.GetSlate() is not null, Patience);
    }
}
