namespace GalaPlatform.Tests.Web.Room;

public sealed class DirectRoomTests(DirectRoomTests.Stage stage)
    : RoomSpecs(stage),
        IClassFixture<DirectRoomTests.Stage>
{
    public sealed class Stage() : RoomStage("Direct");
}

public sealed class HubRoomTests(HubRoomTests.Stage stage) : RoomSpecs(stage), IClassFixture<HubRoomTests.Stage>
{
    public sealed class Stage() : RoomStage("Hub");
}

public sealed class GroupsRoomTests(GroupsRoomTests.Stage stage)
    : RoomSpecs(stage),
        IClassFixture<GroupsRoomTests.Stage>
{
    public sealed class Stage() : RoomStage("Groups");
}
