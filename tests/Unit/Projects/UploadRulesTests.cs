using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class UploadRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly UploadHolder First = new(Guid.NewGuid(), "one/1/1"),
        Second = new(Guid.NewGuid(), "two/1/1");

    private readonly UploadState _upload = Create(10);

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Equal(UploadRefusals.Empty, UploadRules.Create(default, New(0), Now).Refusal);

    [Fact]
    public void One_request_appends_at_a_time()
    {
        var held = UploadRules.TakeLease(_upload, First, 0, Now).Value!;

        Assert.Equal(
            UploadRefusals.Locked,
            UploadRules.TakeLease(held, Second, 0, Now + UploadLimits.Lease - TimeSpan.FromSeconds(1)).Refusal
        );
    }

    [Fact]
    public void A_lease_that_nobody_renews_ends_by_itself()
    {
        var held = UploadRules.TakeLease(_upload, First, 0, Now).Value!;

        var taken = UploadRules.TakeLease(held, Second, 0, Now + UploadLimits.Lease).Value!;

        Assert.Equal(Second, taken.Holder);
        Assert.Equal(
            UploadRefusals.Locked,
            UploadRules.Advance(taken, First.Request, 5, 1, Now + UploadLimits.Lease).Refusal
        );
    }

    [Fact]
    public void A_request_whose_process_is_gone_holds_nothing()
    {
        var held = UploadRules.TakeLease(_upload, First, 0, Now).Value!;

        Assert.Equal(Second, UploadRules.TakeLease(held, Second, 0, Now, isAbandoned: true).Value!.Holder);
        Assert.False(UploadRules.Terminate(held, Now, isAbandoned: true).IsRefused);
    }

    [Theory]
    [InlineData(0, 10, 10, true)]
    [InlineData(1, 10, 10, false)]
    [InlineData(11, 1, 10, false)]
    [InlineData(5, long.MaxValue, 10, false)]
    public void A_file_fits_if_all_of_it_does(long used, long length, long allowed, bool fits) =>
        Assert.Equal(fits, UploadRules.Fits(used, length, allowed));

    [Fact]
    public void A_request_must_append_where_the_upload_stands()
    {
        var held = UploadRules.TakeLease(_upload, First, 0, Now).Value!;
        var advanced = UploadRules.Release(UploadRules.Advance(held, First.Request, 4, 1, Now).Value!);

        Assert.Equal(UploadRefusals.WrongOffset, UploadRules.TakeLease(advanced, Second, 0, Now).Refusal);
        Assert.Equal(4, UploadRules.TakeLease(advanced, Second, 4, Now).Value!.Offset);
    }

    [Fact]
    public void Nothing_counts_beyond_the_declared_length()
    {
        var held = UploadRules.TakeLease(_upload, First, 0, Now).Value!;

        Assert.Equal(UploadRefusals.TooLarge, UploadRules.Advance(held, First.Request, 11, 1, Now).Refusal);
        Assert.Equal(10, UploadRules.Advance(held, First.Request, 10, 1, Now).Value!.Offset);
    }

    [Fact]
    public void More_blocks_than_a_blob_can_have_are_refused()
    {
        var held = UploadRules.TakeLease(_upload, First, 0, Now).Value! with { Blocks = UploadLimits.MaxBlocks };

        Assert.Equal(UploadRefusals.TooManyPieces, UploadRules.Advance(held, First.Request, 1, 1, Now).Refusal);
    }

    [Fact]
    public void An_unfinished_upload_is_gone_after_its_time_and_a_finished_one_is_not()
    {
        var later = _upload.ExpiresAt;

        Assert.Equal(UploadRefusals.Gone, UploadRules.Find(_upload, later).Refusal);
        Assert.False(UploadRules.Find(_upload, later.AddTicks(-1)).IsRefused);
        Assert.False(UploadRules.Find(UploadRules.End(_upload, UploadStage.Done), later).IsRefused);
    }

    [Fact]
    public void An_expired_upload_can_be_cleared_away_and_a_held_one_cannot()
    {
        var held = UploadRules.TakeLease(_upload, First, 0, Now).Value!;

        Assert.Equal(UploadRefusals.Locked, UploadRules.Terminate(held, Now).Refusal);
        Assert.False(UploadRules.Terminate(_upload, _upload.ExpiresAt.AddDays(1)).IsRefused);
        Assert.Equal(
            UploadRefusals.Gone,
            UploadRules.Terminate(UploadRules.End(_upload, UploadStage.Gone), Now).Refusal
        );
        Assert.Equal(CommonRefusals.NotFound, UploadRules.Terminate(null, Now).Refusal);
    }

    private static UploadState Create(long length) =>
        UploadRules.Create(new UploadId(Guid.NewGuid()), New(length), Now).Value!;

    private static NewUpload New(long length) =>
        new(
            new ProjectId(Guid.NewGuid()),
            new SchoolId(Guid.NewGuid()),
            new ClassroomId(Guid.NewGuid()),
            length,
            "film.mp4"
        );
}
