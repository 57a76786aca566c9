using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Tests.Unit.Programme;
using GalaPlatform.Web.Projects;

namespace GalaPlatform.Tests.Unit.Projects;

public sealed class ThumbnailTrackTests
{
    [Fact]
    public void Each_thumbnail_has_its_time_and_its_place_on_the_sheet()
    {
        var asset = ChannelExamples.Video(3, 1).Media! with
        {
            Thumbnails = new Thumbnails(2 * TimeSpan.TicksPerSecond, 3, 2, 160, 90),
        };

        Assert.Equal(
            """
            WEBVTT

            00:00:00.000 --> 00:00:02.000
            thumbnails.jpg#xywh=0,0,160,90

            00:00:02.000 --> 00:00:04.000
            thumbnails.jpg#xywh=160,0,160,90

            00:00:04.000 --> 00:00:05.000
            thumbnails.jpg#xywh=0,90,160,90

            """,
            ThumbnailTrack.Write(asset, "thumbnails.jpg")
        );
    }

    [Fact]
    public void A_preview_has_no_end_yet_and_begins_at_its_beginning()
    {
        var playlist = HlsPlaylists.Video(ChannelExamples.SlateAsset, "360p", ".", isWhole: false);

        Assert.Contains("#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-START:TIME-OFFSET=0\n", playlist, StringComparison.Ordinal);
        Assert.DoesNotContain("ENDLIST", playlist, StringComparison.Ordinal);
        Assert.EndsWith("./360p/00002.m4s\n", playlist, StringComparison.Ordinal);
    }
}
