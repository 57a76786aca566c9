using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>One upload: how much of a file is safely here, and who may append to it now. Key: <see cref="UploadId"/>.</summary>
/// <remarks>The bytes never pass through it. A web node stages a block in the blob store, then says so here.</remarks>
[Alias("gala.IUploadGrain")]
public interface IUploadGrain : IGrainWithGuidKey
{
    /// <summary>Begins the upload, and tells the project. <c>upload-over-quota</c> if the school has no room for it.</summary>
    [Alias("create")]
    Task<Result<UploadView>> Create(Command command, NewUpload upload);

    /// <summary>The upload, <c>not-found</c>, or <c>upload-gone</c>.</summary>
    [Alias("get")]
    Task<Result<UploadView>> Get();

    /// <summary>
    /// Takes the lease, to append at <paramref name="offset"/>. <c>upload-locked</c> while another request holds it; a
    /// request whose process is known to be dead holds nothing.
    /// </summary>
    [Alias("take-lease")]
    Task<Result<UploadLease>> TakeLease(UploadHolder holder, long offset);

    /// <summary>Keeps the lease a while longer. <c>upload-locked</c> if another request took it.</summary>
    [Alias("renew-lease")]
    Task<Result<UploadLease>> RenewLease(Guid holder);

    /// <summary>More is staged: <paramref name="blocks"/> further blocks of <paramref name="bytes"/> bytes together. Durable when answered.</summary>
    [Alias("advance")]
    Task<Result<UploadLease>> Advance(Guid holder, long bytes, int blocks);

    /// <summary>Gives the lease back. Giving back what one does not hold does nothing.</summary>
    [Alias("release-lease")]
    Task ReleaseLease(Guid holder);

    /// <summary>The blob is committed: the project receives the file. Finishing again does nothing.</summary>
    /// <param name="sha256">Lower-case hexadecimal, over the whole file.</param>
    [Alias("finish")]
    Task<Result<UploadView>> Finish(string sha256);

    /// <summary>Gives the upload up and removes what was staged. <c>upload-locked</c> while a request appends.</summary>
    [Alias("terminate")]
    Task<Result<UploadView>> Terminate(Command command);
}
