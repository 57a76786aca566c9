using System.Globalization;
using GalaPlatform.Common;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>A worker is called by its process and its number in it: <c>machine/number/seconds/worker</c>.</summary>
internal static class WorkerName
{
    public static string Mine(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{ProcessName.Mine}/{number}");

    /// <summary>True only if the worker's process is certainly gone.</summary>
    public static bool IsDead(string name) => ProcessName.IsDead(name[..Math.Max(0, name.LastIndexOf('/'))]);
}
