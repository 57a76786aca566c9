using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Schools;

namespace GalaPlatform.Galas;

/// <summary>What an organizer gives to create a gala.</summary>
/// <param name="Title">1 to 200 characters in each language given.</param>
/// <param name="StartsAt">UTC; in the future.</param>
/// <param name="TimeZone">An IANA time zone, such as <c>America/Toronto</c>.</param>
/// <param name="Description">Up to 4,000 characters.</param>
[GenerateSerializer, Immutable, Alias("gala.new")]
public sealed record NewGala(
    [property: Id(0)] LocalText Title,
    [property: Id(1)] DateTimeOffset StartsAt,
    [property: Id(2)] string TimeZone,
    [property: Id(3)] LocalText? Description
);

/// <summary>A change of a gala; what is null stays.</summary>
/// <param name="Title">The new title.</param>
/// <param name="StartsAt">The new start.</param>
/// <param name="TimeZone">The new time zone.</param>
/// <param name="Description">The new description.</param>
[GenerateSerializer, Immutable, Alias("gala.change")]
public sealed record GalaChange(
    [property: Id(0)] LocalText? Title,
    [property: Id(1)] DateTimeOffset? StartsAt,
    [property: Id(2)] string? TimeZone,
    [property: Id(3)] LocalText? Description
);

/// <summary>A gala as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">Its description, if any.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StartsAt">UTC.</param>
/// <param name="TimeZone">IANA name; the zone in which its time is shown.</param>
/// <param name="Schools">The invited schools.</param>
/// <param name="Moderators">The named moderators.</param>
/// <param name="Version">Goes up with every change; the ETag.</param>
[GenerateSerializer, Immutable, Alias("gala.view")]
public sealed record GalaView(
    [property: Id(0)] GalaId Id,
    [property: Id(1)] LocalText Title,
    [property: Id(2)] LocalText? Description,
    [property: Id(3)] GalaState State,
    [property: Id(4)] DateTimeOffset StartsAt,
    [property: Id(5)] string TimeZone,
    [property: Id(6)] SchoolId[] Schools,
    [property: Id(7)] AccountId[] Moderators,
    [property: Id(8)] long Version
);
