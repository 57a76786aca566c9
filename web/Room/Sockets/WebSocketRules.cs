using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace GalaPlatform.Web.Room;

internal enum Opcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>What stands before a frame's payload.</summary>
/// <param name="Opcode">What the frame is.</param>
/// <param name="IsFinal">Whether its message ends with it.</param>
/// <param name="Mask">What the payload is masked with, in the order of its bytes.</param>
/// <param name="Size">How many bytes the header takes.</param>
/// <param name="Length">How many bytes of payload follow.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, uint Mask, int Size, long Length)
{
    public bool IsControl => Opcode >= Opcode.Close;
}

/// <summary>Why a WebSocket ends, as it is told to the other side (RFC 6455, section 7.4.1).</summary>
internal enum CloseCode : ushort
{
    None = 0,
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    NotUtf8 = 1007,
    TooBig = 1009,
}

/// <summary>The WebSocket protocol (RFC 6455) as a server has to speak it, without extensions.</summary>
internal static class WebSocketRules
{
    public const int MostHeaderBytes = 10;
    public const int MostControlBytes = 125;

    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const byte Final = 0x80;
    private const byte Reserved = 0x70;
    private const byte Masked = 0x80;

    /// <summary>A key is 16 bytes in base 64 (section 4.2.1).</summary>
    public static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[16];
        return key is { Length: 24 } && Convert.TryFromBase64String(key, bytes, out var count) && count == 16;
    }

    /// <summary>The proof that the server understood the handshake (section 4.2.2). The algorithm is the standard's; nothing is secret in it.</summary>
#pragma warning disable CA5350
    public static string AcceptFor(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350

    /// <summary>Writes the header of a whole, unmasked message so that it ends where <paramref name="space"/> does.</summary>
    /// <returns>How many bytes the header takes.</returns>
    public static int WriteHeaderBefore(Span<byte> space, Opcode opcode, int length)
    {
        var size =
            length < 126 ? 2
            : length <= ushort.MaxValue ? 4
            : 10;
        var header = space[^size..];
        header[0] = (byte)(Final | (int)opcode);
        switch (size)
        {
            case 2:
                header[1] = (byte)length;
                break;
            case 4:
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                break;
            default:
                header[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                break;
        }
        return size;
    }

    /// <summary>A whole, unmasked frame.</summary>
    public static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> space = stackalloc byte[MostHeaderBytes];
        var size = WriteHeaderBefore(space, opcode, payload.Length);
        var frame = new byte[size + payload.Length];
        space[^size..].CopyTo(frame);
        payload.CopyTo(frame.AsSpan(size));
        return frame;
    }

    public static byte[] CloseFrame(CloseCode code)
    {
        Span<byte> payload = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        return Frame(Opcode.Close, code == CloseCode.None ? [] : payload);
    }

    /// <summary>Reads the header of a frame that a client sent.</summary>
    /// <param name="bytes">What came so far.</param>
    /// <param name="header">The header, if all of it is there.</param>
    /// <param name="fault">What is wrong with it, if something is.</param>
    /// <returns>False if more bytes are needed, or if there is a fault.</returns>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, out FrameHeader header, out CloseCode fault)
    {
        (header, fault) = (default, CloseCode.None);
        if (bytes.Length < 2)
        {
            return false;
        }
        if ((bytes[0] & Reserved) != 0 || (bytes[1] & Masked) == 0)
        {
            fault = CloseCode.ProtocolError; // no extension was agreed upon, and a client always masks
            return false;
        }
        long length = bytes[1] & 0x7f;
        var size = length switch
        {
            126 => 8,
            127 => 14,
            _ => 6,
        };
        if (bytes.Length < size)
        {
            return false;
        }
        if (size > 6)
        {
            var isShort = size == 8;
            length = isShort
                ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])
                : BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
            if (length < (isShort ? 126 : ushort.MaxValue + 1L))
            {
                fault = CloseCode.ProtocolError; // longer than it needs to be, or negative
                return false;
            }
        }
        var mask = MemoryMarshal.Read<uint>(bytes[(size - 4)..]);
        header = new FrameHeader((Opcode)(bytes[0] & 0x0f), (bytes[0] & Final) != 0, mask, size, length);
        return true;
    }

    /// <summary>What is wrong with a frame where it stands; <see cref="CloseCode.None"/> if nothing is.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isWithinMessage">Whether a message has begun that is not yet complete.</param>
    public static CloseCode FaultIn(FrameHeader frame, bool isWithinMessage) =>
        frame.Opcode switch
        {
            Opcode.Close or Opcode.Ping or Opcode.Pong => frame.IsFinal && frame.Length <= MostControlBytes
                ? CloseCode.None
                : CloseCode.ProtocolError,
            Opcode.Continuation => isWithinMessage ? CloseCode.None : CloseCode.ProtocolError,
            Opcode.Text => isWithinMessage ? CloseCode.ProtocolError : CloseCode.None,
            Opcode.Binary => CloseCode.UnsupportedData, // the hub speaks JSON
            _ => CloseCode.ProtocolError,
        };

    /// <summary>The code with which a client's close is answered: its own, unless there is something wrong with it.</summary>
    public static CloseCode AnswerToClose(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return CloseCode.None;
        }
        if (payload.Length == 1)
        {
            return CloseCode.ProtocolError;
        }
        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        return !IsCloseCode(code) ? CloseCode.ProtocolError
            : !System.Text.Unicode.Utf8.IsValid(payload[2..]) ? CloseCode.NotUtf8
            : (CloseCode)code;
    }

    /// <summary>Takes the mask off, or puts it on.</summary>
    public static void Mask(Span<byte> payload, uint mask)
    {
        var words = MemoryMarshal.Cast<byte, uint>(payload);
        for (var i = 0; i < words.Length; i++)
        {
            words[i] ^= mask;
        }
        Span<byte> key = stackalloc byte[4];
        MemoryMarshal.Write(key, mask);
        for (var i = words.Length * 4; i < payload.Length; i++)
        {
            payload[i] ^= key[i & 3];
        }
    }

    // 1004 to 1006 and 1015 are never sent; from 3000 on codes are free.
    private static bool IsCloseCode(int code) =>
        code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
