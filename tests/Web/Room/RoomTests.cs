using System.Net;
using GalaPlatform.Tests.Specs.Common;

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

/// <summary>Under TLS the server's sockets carry what Kestrel encrypts: frames take the longer way.</summary>
public class SecureStage() : RoomStage("Direct")
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gala-tls-").FullName;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["GALA_URLS"] = "https://127.0.0.1:0",
            ["Kestrel:Certificates:Default:Path"] = OwnCertificate.WriteTo(_folder),
        };
}

public sealed class SecureRoomTests(SecureStage stage) : RoomSpecs(stage), IClassFixture<SecureStage>;

public sealed class Http2RoomTests(Http2RoomTests.Stage stage) : RoomSpecs(stage), IClassFixture<Http2RoomTests.Stage>
{
    public sealed class Stage : SecureStage
    {
        protected override Version Version => HttpVersion.Version20;
    }
}
