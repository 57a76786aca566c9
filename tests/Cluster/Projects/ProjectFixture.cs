using System.Security.Cryptography;
using GalaPlatform.Accounts;
using GalaPlatform.Blobs;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Embedded.Testing;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Platform;
using GalaPlatform.Silo.Transcoding;
using GalaPlatform.Tests.Specs.Common;
using GalaPlatform.Tests.Specs.Transcoding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Tests.Cluster.Projects;

/// <summary>The platform without web, with a school that submits projects.</summary>
internal sealed class ProjectFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string _data = Directory.CreateTempSubdirectory("gala-projects-").FullName;

    /// <summary>Where workers keep their files.</summary>
    public string Scratch => Path.Combine(_data, "scratch");

    /// <summary>The folder of the folder store.</summary>
    public string BlobFolder => Path.Combine(_data, "blobs");

    private int _commands;

    public ManualClock Clock { get; } = new();

    public EmbeddedCluster Cluster { get; private set; } = null!;

    public TranscodeQueue Queue => Cluster.Services.GetRequiredService<TranscodeQueue>();

    public IBlobStore Blobs => Cluster.Services.GetRequiredService<IBlobStore>();

    /// <param name="settings">Configuration; without any there are no workers, and the test is the worker.</param>
    /// <param name="ownClock">The test moves the clock; otherwise it goes by itself.</param>
    public static async Task<ProjectFixture> Start(bool ownClock, params (string Key, string Value)[] settings)
    {
        var fixture = new ProjectFixture();
        await fixture.Start(ownClock, settings);
        return fixture;
    }

    /// <summary>With a worker, unless the settings say otherwise, by the machine's clock, and a slate that is made already.</summary>
    public static async Task<ProjectFixture> StartWithSlate(params (string Key, string Value)[] settings)
    {
        var fixture = new ProjectFixture();
        await DataWithSlate.CopyTo(fixture._data);
        await fixture.Start(ownClock: false, settings);
        return fixture;
    }

    public async Task<(SchoolId School, ClassroomId Classroom)> NewSchool()
    {
        var (school, room) = (SchoolId.New(TimeProvider.System), ClassroomId.New(TimeProvider.System));
        await Cluster.Grains.GetGrain<ISchoolGrain>(school.Value).Create(Next(), "École des Érables");
        var made = await Cluster.Grains.GetGrain<IClassroomGrain>(room.Value).Create(Next(), school, "6B", 25);
        Assert.Null(made.Refusal);
        return (school, room);
    }

    public async Task<IProjectGrain> NewProject(SchoolId school, ClassroomId room, string title = "Le robot")
    {
        var project = Project(ProjectId.New(TimeProvider.System));
        var made = await project.Create(Next(), new NewProject(school, room, title, null, [1, 12], null));
        Assert.Null(made.Refusal);
        return project;
    }

    /// <summary>Sends a file, as an upload does at its end.</summary>
    public async Task<OriginalVideo> Send(IProjectGrain project, byte[] content)
    {
        var id = (await project.Get()).Value!.Id;
        var upload = UploadId.New(TimeProvider.System);
        var original = new OriginalVideo(
            upload,
            $"originals/{id}/{upload}",
            content.Length,
            Convert.ToHexStringLower(SHA256.HashData(content)),
            "Été 😀.mp4"
        );
        Assert.Null((await project.BeginUpload(Next(), upload, content.Length, original.FileName)).Refusal);
        await Blobs.Write(original.Blob, new MemoryStream(content), default);
        Assert.Null((await project.Receive(Next(), original)).Refusal);
        return original;
    }

    public IProjectGrain Project(ProjectId id) => Cluster.Grains.GetGrain<IProjectGrain>(id.Value);

    public Command Next() => new(new CommandId($"test-{Interlocked.Increment(ref _commands)}"), Actor.Platform);

    public static async Task<ProjectView> Until(IProjectGrain project, MediaState state, TimeSpan? patience = null)
    {
        await Eventually.Holds(
            async () =>
            {
                var media = (await project.Get()).Value!.Media;
                var isOver = media.State is MediaState.Failed or MediaState.Missing or MediaState.Ready;
                Assert.False(isOver && media.State != state, $"{media.State}: {media.Problem?.Code}");
                return media.State == state;
            },
            patience ?? Patience
        );
        return (await project.Get()).Value!;
    }

    private async Task Start(bool ownClock, IEnumerable<(string Key, string Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Append(("GALA_DATA", _data)).ToDictionary(it => it.Item1, it => (string?)it.Item2)
            )
            .Build();
        Cluster = await EmbeddedCluster.Start(
            services =>
            {
                services.AddLogging();
                if (ownClock)
                {
                    services.AddSingleton<TimeProvider>(Clock);
                }
                services.AddSingleton<IConfiguration>(configuration);
                services.AddSilo(configuration);
            },
            options => options.Assemblies.Add(typeof(SiloServices).Assembly)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
