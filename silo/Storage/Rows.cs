using Microsoft.EntityFrameworkCore;

namespace GalaPlatform.Silo.Storage;

/// <summary>The row of a grain: written over as a whole, if nobody else did so since it was read.</summary>
internal interface IVersionedRow
{
    long Version { get; }
}

internal static class Rows
{
    /// <summary>Writes the row in place of the version that was seen; 0 for a new one.</summary>
    public static void Keep<TRow>(this DbContext db, TRow row, long seen)
        where TRow : class, IVersionedRow
    {
        if (seen == 0)
        {
            db.Add(row);
            return;
        }
        db.Update(row).Property(it => it.Version).OriginalValue = seen;
    }
}
