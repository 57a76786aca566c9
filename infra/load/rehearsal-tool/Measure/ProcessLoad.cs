using System.Diagnostics;

namespace GalaPlatform.Rehearsal.Measure;

/// <summary>What a process takes of this machine's processors and memory.</summary>
internal sealed class ProcessLoad : IDisposable
{
    private readonly Process _process;
    private readonly TimeProvider _time;
    private TimeSpan _worked;
    private long _at;

    /// <exception cref="ArgumentException">No such process.</exception>
    public ProcessLoad(int id, TimeProvider time)
    {
        (_process, _time) = (Process.GetProcessById(id), time);
        (_worked, _at) = (_process.TotalProcessorTime, time.GetTimestamp());
    }

    /// <summary>Percent of one processor since the last time, and MiB; null once the process has ended.</summary>
    public (double Percent, double Mib)? Read()
    {
        try
        {
            _process.Refresh();
            var (worked, at) = (_process.TotalProcessorTime, _time.GetTimestamp());
            var passed = _time.GetElapsedTime(_at, at);
            var percent = passed > TimeSpan.Zero ? 100 * (worked - _worked) / passed : 0;
            (_worked, _at) = (worked, at);
            return (percent, _process.WorkingSet64 / 1048576.0);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _process.Dispose();
}
