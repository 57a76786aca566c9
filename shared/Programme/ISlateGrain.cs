using GalaPlatform.Common;
using GalaPlatform.Projects;

namespace GalaPlatform.Programme;

/// <summary>The picture that the channel shows when no video is on: made once by a worker, looped. Key: 0.</summary>
[Alias("gala.ISlateGrain")]
public interface ISlateGrain : IGrainWithIntegerKey
{
    /// <summary>The slate, or null until a worker made it.</summary>
    [Alias("get")]
    Task<MediaAsset?> GetSlate();

    /// <summary>A worker made the slate. The first one stays; making it again changes nothing.</summary>
    [Alias("made")]
    Task<Result<MediaAsset>> SlateMade(Command command, MediaAsset asset);
}
