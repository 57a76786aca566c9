using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using GalaPlatform.Web.Room;

namespace GalaPlatform.Tests.Unit.Room;

public sealed class WebSocketRulesTests
{
    [Fact]
    public void The_standards_own_example_of_a_handshake() =>
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketRules.AcceptFor("dGhlIHNhbXBsZSBub25jZQ=="));

    [Theory]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", true)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==", true)]
    [InlineData("dGhlIHNhbXBsZSBub25j", false)]
    [InlineData("dGhlIHNhbXBsZSBub25jZQA=", false)]
    [InlineData("dGhlIHNhbXBsZSBub25j    ", false)]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_key_is_sixteen_bytes(string? key, bool isKey) => Assert.Equal(isKey, WebSocketRules.IsKey(key));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(65535, 4)]
    [InlineData(65536, 10)]
    public void A_header_is_as_short_as_it_can_be_and_ends_where_the_payload_begins(int length, int size)
    {
        var space = new byte[WebSocketRules.MostHeaderBytes];

        Assert.Equal(size, WebSocketRules.WriteHeaderBefore(space, Opcode.Text, length));

        var header = space.AsSpan(space.Length - size);
        Assert.Equal(0x81, header[0]);
        var said = size switch
        {
            2 => header[1],
            4 => BinaryPrimitives.ReadUInt16BigEndian(header[2..]),
            _ => (long)BinaryPrimitives.ReadUInt64BigEndian(header[2..]),
        };
        Assert.Equal(length, said);
    }

    [Fact]
    public void The_standards_own_example_of_a_mask()
    {
        byte[] payload = [0x7f, 0x9f, 0x4d, 0x51, 0x58];

        WebSocketRules.Mask(payload, MemoryMarshal.Read<uint>([0x37, 0xfa, 0x21, 0x3d]));

        Assert.Equal("Hello"u8, payload);
    }

    [Fact]
    public void What_a_client_sends_is_read_back_whatever_its_length_and_mask() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(byte[] Payload, int Mask)>(),
                sent =>
                {
                    var frame = ClientFrames.Frame(Opcode.Text, sent.Payload, mask: (uint)sent.Mask);
                    var isRead = WebSocketRules.TryReadHeader(frame, out var header, out var fault);
                    var payload = frame[header.Size..];
                    WebSocketRules.Mask(payload, header.Mask);
                    return isRead
                        && fault == CloseCode.None
                        && header.Length == sent.Payload.Length
                        && payload.AsSpan().SequenceEqual(sent.Payload);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("81")]
    [InlineData("8185010203")]
    [InlineData("81fe00")]
    [InlineData("81ff000000000001000001020304")]
    public void An_incomplete_header_is_waited_for(string hex)
    {
        var bytes = Convert.FromHexString(hex)[..^(hex.Length > 20 ? 1 : 0)];

        Assert.False(WebSocketRules.TryReadHeader(bytes, out _, out var fault));
        Assert.Equal(CloseCode.None, fault);
    }

    [Theory]
    [InlineData("8105010203040506")] // not masked
    [InlineData("c18501020304")] // an extension that nobody agreed upon
    [InlineData("81fe000501020304")] // longer than it needs to be
    [InlineData("81ff000000000000000501020304")]
    [InlineData("81ffffffffffffffffff01020304")] // negative
    public void A_broken_header_is_a_fault(string hex)
    {
        Assert.False(WebSocketRules.TryReadHeader(Convert.FromHexString(hex), out _, out var fault));
        Assert.Equal(CloseCode.ProtocolError, fault);
    }

    [Theory]
    [InlineData(1, true, 10, false, 0)]
    [InlineData(1, false, 10, false, 0)]
    [InlineData(0, true, 10, true, 0)]
    [InlineData(0, true, 10, false, 1002)] // continues nothing
    [InlineData(1, true, 10, true, 1002)] // a message within a message
    [InlineData(2, true, 10, false, 1003)] // the hub speaks JSON
    [InlineData(9, true, 125, true, 0)]
    [InlineData(9, true, 126, false, 1002)]
    [InlineData(9, false, 0, false, 1002)]
    [InlineData(3, true, 0, false, 1002)]
    [InlineData(11, true, 0, false, 1002)]
    public void A_frame_has_its_place(int opcode, bool isFinal, int length, bool isWithin, int fault) =>
        Assert.Equal(
            (CloseCode)fault,
            WebSocketRules.FaultIn(new FrameHeader((Opcode)opcode, isFinal, 0, 6, length), isWithin)
        );

    [Theory]
    [InlineData("", 0)]
    [InlineData("03e8", 1000)]
    [InlineData("0bb86279650a", 3000)]
    [InlineData("03", 1002)]
    [InlineData("03ed", 1002)] // 1005 is never sent
    [InlineData("03e8ff", 1007)]
    public void A_close_is_answered_with_its_code_or_with_what_is_wrong_with_it(string hex, int code) =>
        Assert.Equal((CloseCode)code, WebSocketRules.AnswerToClose(Convert.FromHexString(hex)));
}

/// <summary>Frames as a client sends them.</summary>
internal static class ClientFrames
{
    public static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload, bool isFinal = true, uint mask = 0x04030201)
    {
        var space = new byte[WebSocketRules.MostHeaderBytes];
        var size = WebSocketRules.WriteHeaderBefore(space, opcode, payload.Length);
        var frame = new byte[size + 4 + payload.Length];
        space.AsSpan(space.Length - size).CopyTo(frame);
        frame[0] = (byte)((isFinal ? 0x80 : 0) | (int)opcode);
        frame[1] |= 0x80;
        BitConverter.TryWriteBytes(frame.AsSpan(size), mask);
        payload.CopyTo(frame.AsSpan(size + 4));
        WebSocketRules.Mask(frame.AsSpan(size + 4), mask);
        return frame;
    }

    public static byte[] Text(string text, bool isFinal = true) =>
        Frame(Opcode.Text, System.Text.Encoding.UTF8.GetBytes(text), isFinal);
}
