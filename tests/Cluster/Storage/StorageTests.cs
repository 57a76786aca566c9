using GalaPlatform.Tests.Specs.Storage;

namespace GalaPlatform.Tests.Cluster.Storage;

public sealed class SqliteStorageTests : StorageSpecs<SqliteTestDatabase>;

public sealed class PostgresStorageTests : StorageSpecs<PostgresTestDatabase>;
