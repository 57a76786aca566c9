using System.Diagnostics;
using System.Globalization;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>
/// A worker is called by its machine, its process and when that began: so a process that comes after another on the same
/// machine can tell that the other is dead, and need not wait for its leases to run out.
/// </summary>
internal static class WorkerName
{
    public static string Mine(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{OfProcess(Process.GetCurrentProcess())}/{number}");

    /// <summary>True only if the name is of this machine and its process is certainly gone.</summary>
    public static bool IsDead(string name)
    {
        var parts = name.Split('/');
        if (
            parts.Length != 4
            || parts[0] != Environment.MachineName
            || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)
        )
        {
            return false;
        }
        try
        {
            using var process = Process.GetProcessById(id);
            return OfProcess(process) != $"{parts[0]}/{parts[1]}/{parts[2]}";
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string OfProcess(Process process) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}"
        );
}
