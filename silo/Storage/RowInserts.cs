using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace GalaPlatform.Silo.Storage;

/// <summary>
/// Inserts rows past the change tracker, which costs more than the database does when rows are many and are never looked
/// at again. Names, types and conversions are the model's.
/// </summary>
internal static class RowInserts
{
    private const string Annotation = "Gala:Insert";

    // SQLite looks each parameter up by its name, one after another; to a server each statement is a journey.
    private const int RowsInAFile = 8,
        RowsToAServer = 100;

    /// <summary>Inserts rows whose every value is known, in the context's transaction.</summary>
    /// <exception cref="DbException">The database refuses, such as for a key that is there.</exception>
    public static async Task Insert<TRow>(this GalaDbContext db, IReadOnlyList<TRow> rows, CancellationToken cancel)
        where TRow : class
    {
        var plan = PlanFor<TRow>(db.Model);
        var most = db.Database.IsSqlite() ? RowsInAFile : RowsToAServer;
        for (var first = 0; first < rows.Count; first += most)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            plan.Fill(command, rows, first, Math.Min(most, rows.Count - first));
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static Plan PlanFor<TRow>(IModel model)
    {
        var type = model.FindEntityType(typeof(TRow))!;
        return type.GetOrAddRuntimeAnnotationValue(Annotation, static type => new Plan(type!), type);
    }

    private sealed class Plan
    {
        private readonly IProperty[] _columns;
        private readonly string _beginning;

        public Plan(IEntityType type)
        {
            _columns = [.. type.GetProperties().Where(column => column.ValueGenerated == ValueGenerated.Never)];
            _beginning =
                $"INSERT INTO {type.GetTableName()} ({string.Join(", ", _columns.Select(column => column.GetColumnName()))}) VALUES ";
        }

        public void Fill<TRow>(DbCommand command, IReadOnlyList<TRow> rows, int first, int count)
        {
            var text = new StringBuilder(_beginning);
            for (var row = 0; row < count; row++)
            {
                var separator = row == 0 ? "(" : ", (";
                foreach (var column in _columns)
                {
                    var name = $"@p{command.Parameters.Count}";
                    text.Append(separator).Append(name);
                    command.Parameters.Add(ParameterFor(command, column, name, rows[first + row]!));
                    separator = ", ";
                }
                text.Append(')');
            }
            command.CommandText = text.ToString();
        }

        private static DbParameter ParameterFor(DbCommand command, IProperty column, string name, object row) =>
            column
                .GetRelationalTypeMapping()
                .CreateParameter(command, name, column.GetGetter().GetClrValue(row), column.IsNullable);
    }
}
