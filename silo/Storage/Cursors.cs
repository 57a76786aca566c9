using GalaPlatform.Common;

namespace GalaPlatform.Silo.Storage;

/// <summary>A cursor is the id of the last item that a page showed; its sort key is looked up again.</summary>
internal static class Cursors
{
    private const int MaxLimit = 100;

    public static Guid? Read(string? cursor) => Guid.TryParseExact(cursor, "N", out var id) ? id : null;

    /// <summary>One more than the page holds, to know whether another one follows.</summary>
    public static int Fetch(PageRequest page) => Limit(page) + 1;

    public static Page<TView> PageOf<TRow, TView>(
        PageRequest page,
        List<TRow> rows,
        Func<TRow, Guid> idOf,
        Func<TRow, TView> view
    )
    {
        var limit = Limit(page);
        var next = rows.Count > limit ? TypedId.Text(idOf(rows[limit - 1])) : null;
        return new Page<TView>([.. rows.Take(limit).Select(view)], next);
    }

    private static int Limit(PageRequest page) => Math.Clamp(page.Limit, 1, MaxLimit);
}
