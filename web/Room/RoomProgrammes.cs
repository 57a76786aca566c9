using System.Text.Json;
using GalaPlatform.Galas;
using GalaPlatform.Web.Platform;

namespace GalaPlatform.Web.Room;

/// <summary>The programme as an answer to <c>Join</c> has it: read and encoded once for all who join at the same moment.</summary>
internal sealed class RoomProgrammes(IGrainFactory grains)
{
    private readonly SharedReads<GalaId, byte[]?> _programmes = new(gala => Read(grains, gala));

    public Task<byte[]?> Get(GalaId gala) => _programmes.Get(gala);

    private static async Task<byte[]?> Read(IGrainFactory grains, GalaId gala)
    {
        var programme = await grains.Programme(gala).GetProgramme();
        return programme.Value is { } view ? JsonSerializer.SerializeToUtf8Bytes(view, GalaJson.Options) : null;
    }
}
