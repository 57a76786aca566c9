using GalaPlatform.Embedded.Calls;

namespace GalaPlatform.Embedded.Activations;

/// <summary>
/// Which turn may begin while others run. Orleans' rule: a turn that does not interleave blocks all others
/// that do not, except that read-only turns go together; whoever may begin overtakes whoever may not.
/// Callers hold the activation's lock.
/// </summary>
internal sealed class TurnQueue(bool reentrant)
{
    private readonly List<Turn> _waiting = [];
    private readonly HashSet<Turn> _running = [];
    private Turn? _blocking;

    public int Waiting => _waiting.Count;

    public int Running => _running.Count;

    public void Add(Turn turn) => _waiting.Add(turn);

    /// <summary>Takes the oldest turn that may begin now, and counts it as running.</summary>
    public Turn? Begin(Func<Turn, bool> wanted)
    {
        var index = _waiting.FindIndex(turn => wanted(turn) && MayBegin(turn));
        if (index < 0)
        {
            return null;
        }

        var next = _waiting[index];
        _waiting.RemoveAt(index);
        _running.Add(next);
        if (_blocking is null && !next.IsAlwaysInterleave)
        {
            _blocking = next;
        }

        return next;
    }

    public void End(Turn turn)
    {
        _running.Remove(turn);
        if (_blocking == turn)
        {
            _blocking = null;
        }
    }

    public Turn[] TakeWaiting()
    {
        Turn[] taken = [.. _waiting];
        _waiting.Clear();
        return taken;
    }

    private bool MayBegin(Turn turn) =>
        _blocking is null || reentrant || turn.IsAlwaysInterleave || (_blocking.IsReadOnly && turn.IsReadOnly);
}
