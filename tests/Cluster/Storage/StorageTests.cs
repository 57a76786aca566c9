using GalaPlatform.Tests.Specs.Storage;

namespace GalaPlatform.Tests.Cluster.Storage;

public sealed class SqliteStorageTests : StorageSpecs<SqliteTestDatabase>;

public sealed class PostgresStorageTests : StorageSpecs<PostgresTestDatabase>;

public sealed class SqliteOutboxTests : OutboxSpecs<SqliteTestDatabase>;

public sealed class PostgresOutboxTests : OutboxSpecs<PostgresTestDatabase>;
