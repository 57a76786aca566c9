using Orleans.Runtime;

namespace GalaPlatform.Embedded.Calls;

/// <summary>Carries <see cref="RequestContext"/> from the caller to the turn that serves it.</summary>
internal static class CallContext
{
    public static Dictionary<string, object>? Capture()
    {
        using var entries = RequestContext.Entries.GetEnumerator();
        if (!entries.MoveNext())
        {
            return null;
        }

        var captured = new Dictionary<string, object>();
        do
        {
            captured[entries.Current.Key] = entries.Current.Value;
        } while (entries.MoveNext());
        return captured;
    }

    public static void Restore(Dictionary<string, object>? captured)
    {
        RequestContext.Clear();
        foreach (var (key, value) in captured ?? [])
        {
            RequestContext.Set(key, value);
        }
    }
}
