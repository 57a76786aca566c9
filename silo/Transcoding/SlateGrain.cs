using System.Text.Json;
using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Keeps the channel's slate. The first that was made stays: a channel's past must not change.</summary>
internal sealed class SlateGrain(IGrainContext context, IGalaStore store, ILogger<SlateGrain> log)
    : ISlateGrain,
        IGrainBase
{
    private MediaAsset? _slate;

    public IGrainContext GrainContext => context;

    private long Id => this.GetPrimaryKeyLong();

    public async Task OnActivateAsync(CancellationToken token) =>
        _slate = await store.Read(
            async (db, stop) => (await db.Set<SlateRow>().SingleOrDefaultAsync(row => row.Id == Id, stop))?.ToAsset(),
            token
        );

    public Task<MediaAsset?> GetSlate() => Task.FromResult(_slate);

    public async Task<Result<MediaAsset>> SlateMade(Command command, MediaAsset asset)
    {
        var envelope = new CommandEnvelope(command, $"slate/{Id}", "slate.made", asset);
        var kept = await this.Carry<MediaAsset>(
            store,
            log,
            envelope,
            work =>
            {
                if (_slate is null)
                {
                    work.Db.Add(new SlateRow { Id = Id, Asset = JsonSerializer.Serialize(asset) });
                }
                return Task.FromResult<Result<MediaAsset>>(_slate ?? asset);
            }
        );
        _slate ??= kept.Value;
        return kept;
    }
}

/// <summary>The slate in the database.</summary>
internal sealed class SlateRow
{
    public required long Id { get; init; }
    public required string Asset { get; init; }

    public MediaAsset ToAsset() => JsonSerializer.Deserialize<MediaAsset>(Asset)!;
}

internal sealed class SlateConfiguration : IEntityTypeConfiguration<SlateRow>
{
    public void Configure(EntityTypeBuilder<SlateRow> builder)
    {
        builder.ToTable("slates");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
