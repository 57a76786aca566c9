using System.Globalization;

namespace GalaPlatform.Rehearsal.Room;

internal enum MessageState : byte
{
    Unanswered,
    Posted,
    Refused,
}

/// <summary>
/// The room's oracle: what each seat sent, what it was told, and what each reader received. Nothing in it comes from the
/// server's own account of itself.
/// </summary>
internal sealed class RoomLedger(int capacity, Violations violations)
{
    private readonly Lock _lock = new();
    private readonly List<ReaderLedger> _readers = [];
    private readonly MessageState[] _states = new MessageState[capacity];
    private readonly long[] _sequences = new long[capacity];
    private readonly long[] _due = new long[capacity];
    private readonly bool[] _repeated = new bool[capacity];
    private int _sent;
    private int _answered;
    private long _tapped;

    public int Sent => Volatile.Read(ref _sent);

    public int Answered => Volatile.Read(ref _answered);

    public int Posted => _states.AsSpan(0, Sent).Count(MessageState.Posted);

    public long Tapped => Interlocked.Read(ref _tapped);

    /// <summary>As many taps as the reader who saw most was told of.</summary>
    public long TapsCounted => _readers.Count == 0 ? 0 : _readers.Max(reader => reader.Taps);

    public IReadOnlyList<ReaderLedger> Readers => _readers;

    public ReaderLedger AddReader(string name)
    {
        lock (_lock)
        {
            var reader = new ReaderLedger(this, violations, name);
            _readers.Add(reader);
            return reader;
        }
    }

    /// <summary>Enters a message that is about to be sent.</summary>
    /// <param name="due">When it was due, in ticks of the monotonic clock: a late sender counts against the latency.</param>
    /// <returns>Its number.</returns>
    public int Send(long due)
    {
        lock (_lock)
        {
            _due[_sent] = due;
            return _sent++;
        }
    }

    public long DueOf(int number) => _due[number];

    /// <summary>The speaker lost its connection before the answer, and says it again: how long it took tells nothing.</summary>
    public void Repeat(int number) => _repeated[number] = true;

    public bool WasRepeated(int number) => _repeated[number];

    /// <summary>The speaker was told that the message is durable.</summary>
    public void Post(int number, long sequence)
    {
        Answer(number, MessageState.Posted);
        Agree(number, sequence);
    }

    public void Refuse(int number, string code)
    {
        Answer(number, MessageState.Refused);
        violations.Add(Promise.Refused, Invariant($"message {number} was refused: {code}"));
    }

    public void Tap() => Interlocked.Increment(ref _tapped);

    /// <summary>A message has one number, whoever tells it.</summary>
    public void Agree(int number, long sequence)
    {
        var before = Interlocked.CompareExchange(ref _sequences[number], sequence, 0);
        if (before != 0 && before != sequence)
        {
            violations.Add(Promise.Contradicted, Invariant($"message {number} is entry {before} and entry {sequence}"));
        }
    }

    /// <summary>
    /// How many deliveries of acknowledged messages readers still wait for. What was passed over by a later entry will not
    /// come any more.
    /// </summary>
    public long Awaited()
    {
        var awaited = 0L;
        for (var number = 0; number < Sent; number++)
        {
            if (_states[number] == MessageState.Posted)
            {
                awaited += _readers.Count(reader => reader.IsHere && reader.Last < _sequences[number]);
            }
        }
        return awaited;
    }

    /// <summary>Settles the account, once nothing more will come.</summary>
    /// <param name="isAlone">True if nobody else taps in the room.</param>
    public void Settle(bool isAlone)
    {
        foreach (var gone in _readers.Where(reader => !reader.IsHere))
        {
            violations.Add(Promise.ShutOut, $"{gone.Name} was not in the room at the end");
        }
        for (var number = 0; number < Sent; number++)
        {
            Settle(number);
        }
        if (isAlone && TapsCounted > Tapped)
        {
            violations.Add(Promise.TapsMultiplied, Invariant($"{TapsCounted} taps were counted of {Tapped}"));
        }
    }

    private void Settle(int number)
    {
        switch (_states[number])
        {
            case MessageState.Unanswered:
                violations.Add(Promise.Unanswered, Invariant($"message {number} was neither posted nor refused"));
                break;
            case MessageState.Refused when _sequences[number] != 0:
                violations.Add(Promise.RefusedButShown, Invariant($"message {number} is entry {_sequences[number]}"));
                break;
            case MessageState.Posted:
                SettlePosted(number, _sequences[number]);
                break;
        }
    }

    private void SettlePosted(int number, long sequence)
    {
        var here = _readers.Where(reader => reader.IsHere && reader.Base < sequence).ToList();
        var lacking = here.Where(reader => reader.Lacks(sequence)).ToList();
        if (lacking.Count > 0 && lacking.Count == here.Count)
        {
            violations.Add(Promise.Lost, Invariant($"message {number}, entry {sequence}, reached nobody"));
            return;
        }
        foreach (var reader in lacking)
        {
            violations.Add(
                Promise.Missed,
                Invariant($"message {number}, entry {sequence}, did not reach {reader.Name}")
            );
        }
    }

    private void Answer(int number, MessageState state)
    {
        lock (_lock)
        {
            // A command that was repeated is answered again: the last word counts, and Agree compares the numbers.
            _answered += _states[number] == MessageState.Unanswered ? 1 : 0;
            _states[number] = state;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
