using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace GalaPlatform.Embedded;

/// <summary>What the host has to say.</summary>
internal sealed partial class EmbeddedLog(ILogger<EmbeddedLog> logger)
{
    [LoggerMessage(2100, LogLevel.Information, "Grain host: {Flavour}, {Classes} grain classes")]
    public partial void Started(string flavour, int classes);

    [LoggerMessage(2101, LogLevel.Error, "Activation of {Grain} failed")]
    public partial void ActivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(2102, LogLevel.Error, "Deactivation hook of {Grain} failed")]
    public partial void DeactivationFailed(Exception exception, GrainId grain);

    [LoggerMessage(2103, LogLevel.Warning, "One-way call {Call} on {Grain} failed; nobody waits for it")]
    public partial void OneWayFailed(Exception exception, string call, GrainId grain);

    [LoggerMessage(2104, LogLevel.Warning, "A timer of {Grain} failed; it goes on")]
    public partial void TimerFailed(Exception exception, GrainId grain);

    [LoggerMessage(2105, LogLevel.Warning, "{Left} activations were not deactivated in {Budget}")]
    public partial void StoppedLate(int left, TimeSpan budget);

    [LoggerMessage(2106, LogLevel.Error, "The turn {Turn} of {Grain} broke the host's own code")]
    public partial void TurnBroke(Exception exception, string turn, GrainId grain);
}
