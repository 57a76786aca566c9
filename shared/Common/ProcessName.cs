using System.Diagnostics;
using System.Globalization;

namespace GalaPlatform.Common;

/// <summary>
/// A process is called by its machine, its number and when it began: so one that comes after another on the same machine
/// can tell that the other is dead, and need not wait for its leases to run out.
/// </summary>
public static class ProcessName
{
    /// <summary>This process: <c>machine/number/seconds</c>, the last one since the year 1.</summary>
    public static string Mine { get; } = Of(Process.GetCurrentProcess());

    /// <summary>True only if the name is of this machine and its process is certainly gone.</summary>
    /// <param name="name">A name that <see cref="Mine"/> gave, here or elsewhere.</param>
    public static bool IsDead(string name)
    {
        var parts = name.Split('/');
        if (
            parts.Length != 3
            || parts[0] != Environment.MachineName
            || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var number)
        )
        {
            return false;
        }
        try
        {
            using var process = Process.GetProcessById(number);
            return Of(process) != name;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string Of(Process process) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}"
        );
}
