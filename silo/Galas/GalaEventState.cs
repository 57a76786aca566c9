using GalaPlatform.Galas;
using GalaPlatform.Silo.Programme;

namespace GalaPlatform.Silo.Galas;

/// <summary>A gala as its grain holds it.</summary>
/// <param name="View">What was announced; its version goes up when that changes.</param>
/// <param name="Programme">The run of show and the cue log.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Version">Goes up with every command; also the version of the channel's plan.</param>
internal sealed record GalaEventState(GalaView View, ProgrammeState Programme, DateTimeOffset CreatedAt, long Version);
