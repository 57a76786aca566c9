using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Room;
using GalaPlatform.Silo.Room;

namespace GalaPlatform.Tests.Unit.Room;

/// <summary>A room to try rules with; seconds count from its opening.</summary>
internal static class RoomExamples
{
    public static readonly DateTimeOffset Opening = new(2026, 12, 15, 15, 0, 0, TimeSpan.Zero);
    public static readonly RoomLimits Limits = new();

    public static readonly RoomState Open = new(new GalaId(Guid.Empty), "epoch", 0, new RoomSettings(true, 0));

    public static DateTimeOffset At(double seconds) => Opening.AddSeconds(seconds);

    public static SeatId Seat(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static ClassroomId Classroom(int number) => new(new Guid(number, 1, 0, new byte[8]));

    public static Utterance Words(int seat, string text, long? replyTo = null) =>
        new(
            new Command(CommandId.Fresh(), Actor.Of(Seat(seat))),
            new Author(Seat(seat), "Loutre bleue", "6B", "École des Érables"),
            Classroom(seat % 10),
            text,
            replyTo
        );

    public static Utterance StaffWords(string text) =>
        new(
            new Command(CommandId.Fresh(), Actor.Of(new AccountId(Guid.Empty))),
            new Author(null, "moderator", "", ""),
            null,
            text,
            null
        );

    public static Result<RoomStep> Say(
        this RoomState room,
        Utterance words,
        double second,
        RoomLimits? limits = null
    ) => RoomRules.Decide(room, new SayRequest(words), new EntryId(Guid.NewGuid()), At(second), limits ?? Limits);

    public static RoomState Said(this RoomState room, Utterance words, double second) =>
        room.Say(words, second).Value!.Next;

    public static Result<RoomStep> Set(this RoomState room, RoomSettings settings, double second) =>
        RoomRules.Decide(
            room,
            new SettingsRequest(
                new Command(CommandId.Fresh(), Actor.Platform),
                new RoomSettingsChange(settings.Open, settings.SlowSeconds)
            ),
            new EntryId(Guid.NewGuid()),
            At(second),
            Limits
        );
}
