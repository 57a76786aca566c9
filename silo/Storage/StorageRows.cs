using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Storage;

/// <summary>A command that took effect, with its answer, so that sending it again has none.</summary>
internal sealed class CommandRow
{
    public required string Scope { get; init; }
    public required string Actor { get; init; }
    public required string CommandId { get; init; }

    /// <summary>Over action and arguments: tells a repetition from another command under the same id.</summary>
    public required string Fingerprint { get; init; }
    public required string Answer { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>Who did what. Only ever appended.</summary>
internal sealed class AuditRow
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Scope { get; init; }
    public required string Action { get; init; }
    public required string CommandId { get; init; }
    public string? Detail { get; init; }
}

/// <summary>Something that another grain must be told; gone once it was.</summary>
internal sealed class OutboxRow
{
    public long Id { get; init; }
    public required string Scope { get; init; }
    public required string Kind { get; init; }
    public required string Payload { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class CommandConfiguration : IEntityTypeConfiguration<CommandRow>
{
    public void Configure(EntityTypeBuilder<CommandRow> builder)
    {
        builder.ToTable("commands");
        builder.HasKey(row => new
        {
            row.Scope,
            row.Actor,
            row.CommandId,
        });
        builder.HasIndex(row => row.At);
    }
}

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit");
        builder.HasIndex(row => new { row.Scope, row.Id });
    }
}

internal sealed class OutboxConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder) => builder.ToTable("outbox");
}
