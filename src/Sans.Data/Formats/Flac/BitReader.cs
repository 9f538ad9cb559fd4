namespace Sans.Data.Formats.Flac;

/// <summary>Reads bits, the highest first, and computes checksums of the bytes read.</summary>
internal sealed class BitReader(Stream stream, string file)
{
    private static readonly ushort[] Table16 = MakeTable();

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _position;
    private int _length;
    private long _bufferStart;
    private ulong _cache;
    private int _cachedBits;

    /// <summary>CRC-8 (polynomial 0x07) of the bytes since <see cref="StartChecksums"/>.</summary>
    public byte Crc8 { get; private set; }

    /// <summary>CRC-16 (polynomial 0x8005) of the bytes since <see cref="StartChecksums"/>.</summary>
    public ushort Crc16 { get; private set; }

    /// <summary>Whether no byte is left.</summary>
    public bool IsAtEnd => _cachedBits == 0 && _position == _length && !Refill();

    /// <summary>Starts new checksums. Call it at a byte boundary.</summary>
    public void StartChecksums() => (Crc8, Crc16) = (0, 0);

    /// <summary>Reads up to 32 bits as an unsigned number.</summary>
    public uint Read(int bits)
    {
        while (_cachedBits < bits)
        {
            _cache = (_cache << 8) | NextByte();
            _cachedBits += 8;
        }

        _cachedBits -= bits;
        return (uint)((_cache >> _cachedBits) & ((1UL << bits) - 1));
    }

    /// <summary>Reads 1 to 32 bits as a number in two's complement.</summary>
    public int ReadSigned(int bits) => bits == 0 ? 0 : (int)(Read(bits) << (32 - bits)) >> (32 - bits);

    /// <summary>Reads the number of 0 bits before the next 1 bit, at most <paramref name="limit"/>.</summary>
    public int ReadUnary(int limit)
    {
        for (int zeros = 0; ; zeros++)
        {
            if (Read(1) == 1)
            {
                return zeros;
            }

            if (zeros >= limit)
            {
                throw Damaged("a code is longer than a sample can be");
            }
        }
    }

    /// <summary>Drops the bits up to the next byte.</summary>
    public void AlignToByte() => _cachedBits -= _cachedBits % 8;

    /// <summary>The exception for an invalid FLAC stream.</summary>
    public DatasetException Damaged(string what) => new(Message(what));

    /// <summary>The exception for a stream that ends before its last sample.</summary>
    public DatasetException Ended(string what) => new StreamEndedException(Message(what));

    private string Message(string what) => FormattableString.Invariant(
        $"{file}: byte {_bufferStart + _position:N0}: {what}. The file is damaged or not FLAC; download it again");

    private byte NextByte()
    {
        if (_position == _length && !Refill())
        {
            throw Ended("the stream ends too early");
        }

        byte value = _buffer[_position++];
        Crc8 = Update8((byte)(Crc8 ^ value));
        Crc16 = (ushort)((Crc16 << 8) ^ Table16[(Crc16 >> 8) ^ value]);
        return value;
    }

    private bool Refill()
    {
        _bufferStart += _length;
        _position = 0;
        _length = stream.Read(_buffer);
        return _length > 0;
    }

    private static byte Update8(byte crc)
    {
        for (int i = 0; i < 8; i++)
        {
            crc = (byte)((crc << 1) ^ ((crc & 0x80) != 0 ? 0x07 : 0));
        }

        return crc;
    }

    private static ushort[] MakeTable()
    {
        ushort[] table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            ushort crc = (ushort)(i << 8);
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc << 1) ^ ((crc & 0x8000) != 0 ? 0x8005 : 0));
            }

            table[i] = crc;
        }

        return table;
    }
}
