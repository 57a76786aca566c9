using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace GalaPlatform.Web.Room;

/// <summary>What one client may ask of the hub. Section <c>Hub</c> of the configuration.</summary>
internal sealed class HubLimits
{
    public const string Section = "Hub";

    /// <summary>
    /// Connections of one seat on this node. The newest counts: whoever comes back is let in, and the oldest, which is
    /// most often a connection that nobody holds any more, ends.
    /// </summary>
    [Range(1, 1_000)]
    public int ConnectionsPerSeat { get; set; } = 16;

    /// <summary>Messages of any kind that a connection may send at once.</summary>
    [Range(10, 100_000)]
    public int MessageBurst { get; set; } = 500;

    /// <summary>Messages of any kind that a connection may send each second; who sends more is no page of ours, and is cut off.</summary>
    [Range(1, 10_000)]
    public int MessagesPerSecond { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class HubLimitsValidator : IValidateOptions<HubLimits>;
