using GalaPlatform.Classrooms;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Room;

internal sealed class RoomRow
{
    public required Guid Gala { get; init; }
    public required string Epoch { get; init; }

    /// <summary>The highest sequence number. Also what tells two activations apart: each commit moves it on.</summary>
    public required long Head { get; set; }
    public required bool Open { get; set; }
    public required int SlowSeconds { get; set; }

    public RoomState ToState() => new(new GalaId(Gala), Epoch, Head, new RoomSettings(Open, SlowSeconds));
}

internal sealed class RoomEntryRow
{
    public required Guid Gala { get; init; }
    public required string Epoch { get; init; }
    public required long Sequence { get; init; }
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? Seat { get; init; }

    /// <summary>The classroom that answers for it.</summary>
    public Guid? Classroom { get; init; }

    /// <summary>Null when the platform speaks.</summary>
    public string? AuthorName { get; init; }
    public string? AuthorClass { get; init; }
    public string? AuthorSchool { get; init; }
    public required string Data { get; init; }

    public static RoomEntryRow Of(RoomState room, RoomEntry entry, ClassroomId? classroom) =>
        new()
        {
            Gala = room.Gala.Value,
            Epoch = room.Epoch,
            Sequence = entry.Sequence,
            Id = entry.Id.Value,
            Kind = entry.Kind,
            At = entry.At,
            Seat = entry.From?.Seat?.Value,
            Classroom = classroom?.Value,
            AuthorName = entry.From?.Name,
            AuthorClass = entry.From?.Class,
            AuthorSchool = entry.From?.School,
            Data = entry.Data,
        };

    public RoomEntry ToEntry()
    {
        var seat = Seat is { } id ? new SeatId(id) : (SeatId?)null;
        var from = AuthorName is null ? null : new Author(seat, AuthorName, AuthorClass ?? "", AuthorSchool ?? "");
        return new RoomEntry(Sequence, new EntryId(Id), Kind, At, from, Data);
    }
}

/// <summary>How often each reaction was given in one second: the curve of the evening, for the report.</summary>
internal sealed class RoomReactionRow
{
    public required Guid Gala { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long Second { get; init; }

    /// <summary>The place in <see cref="ReactionKinds.All"/>.</summary>
    public required int Kind { get; init; }
    public required int Count { get; set; }
}

internal sealed class RoomConfiguration : IEntityTypeConfiguration<RoomRow>
{
    public void Configure(EntityTypeBuilder<RoomRow> builder)
    {
        builder.ToTable("rooms");
        builder.HasKey(row => row.Gala);
        builder.Property(row => row.Gala).ValueGeneratedNever();
        builder.Property(row => row.Head).IsConcurrencyToken();
    }
}

internal sealed class RoomEntryConfiguration : IEntityTypeConfiguration<RoomEntryRow>
{
    public void Configure(EntityTypeBuilder<RoomEntryRow> builder)
    {
        builder.ToTable("room_entries");
        builder.HasKey(row => new
        {
            row.Gala,
            row.Epoch,
            row.Sequence,
        });
        builder.HasIndex(row => row.Id).IsUnique();
    }
}

internal sealed class RoomReactionConfiguration : IEntityTypeConfiguration<RoomReactionRow>
{
    public void Configure(EntityTypeBuilder<RoomReactionRow> builder)
    {
        builder.ToTable("room_reactions");
        builder.HasKey(row => new
        {
            row.Gala,
            row.Second,
            row.Kind,
        });
    }
}
