using GalaPlatform.Tests.Specs.Room;
using GalaPlatform.Tests.Specs.Storage;

namespace GalaPlatform.Tests.Cluster.Room;

public sealed class SqliteRoomGrainTests : RoomGrainSpecs<SqliteTestDatabase>;

public sealed class PostgresRoomGrainTests : RoomGrainSpecs<PostgresTestDatabase>;
