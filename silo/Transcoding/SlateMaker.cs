using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Programme;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Transcoding;

/// <summary>Makes the channel's slate, once in the life of a database.</summary>
internal sealed class SlateMaker(
    IGrainFactory grains,
    Transcoder transcoder,
    SpliceCheck splice,
    AssetUploader uploader,
    ScratchFolder scratch,
    TimeProvider clock,
    ILogger<SlateMaker> log
)
{
    /// <summary>True once there is one; false if it must be tried again.</summary>
    public async Task<bool> Make(CancellationToken cancel)
    {
        var slate = grains.GetGrain<ISlateGrain>(0);
        if (await slate.GetSlate() is not null)
        {
            return true;
        }
        var (id, began) = (Guid.CreateVersion7(clock.GetUtcNow()), clock.GetTimestamp());
        var name = $"slate-{id:N}";
        var folder = scratch.Make(name);
        try
        {
            var asset = await transcoder.MakeSlate(folder, $"slates/{id:N}", cancel);
            await splice.CheckAlone(asset, folder, cancel);
            await uploader.Upload(asset, folder, cancel);
            var made = await slate.SlateMade(new Command(CommandId.Fresh(), Actor.Platform), asset);
            log.SlateMade(clock.GetElapsedTime(began).TotalSeconds);
            return !made.IsRefused;
        }
        catch (Exception problem) when (!cancel.IsCancellationRequested)
        {
            log.SlateFailed(problem);
            return false;
        }
        finally
        {
            scratch.Remove(name);
        }
    }
}
