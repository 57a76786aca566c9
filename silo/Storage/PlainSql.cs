using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Storage;

/// <summary>For the few statements that run so often that a query's translation would cost more than the query.</summary>
internal static class PlainSql
{
    /// <summary>A statement in the context's transaction, in words that both databases know.</summary>
    public static DbCommand Command(
        this GalaDbContext db,
        string text,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
