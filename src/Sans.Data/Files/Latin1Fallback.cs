using System.Text;

namespace Sans.Data.Files;

/// <summary>Reads bytes that are not UTF-8 as Latin-1, and remembers it.</summary>
internal sealed class Latin1Fallback : DecoderFallback
{
    /// <summary>Whether there was such a byte.</summary>
    public bool IsUsed { get; private set; }

    // A character of UTF-8 has at most as many bytes.
    /// <inheritdoc/>
    public override int MaxCharCount => 4;

    /// <inheritdoc/>
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(Latin1Fallback fallback) : DecoderFallbackBuffer
    {
        private byte[] _bytes = [];
        private int _next;

        public override int Remaining => _bytes.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (_bytes, _next) = ([.. bytesUnknown], 0);
            fallback.IsUsed = true;
            return true;
        }

        public override char GetNextChar() => _next < _bytes.Length ? (char)_bytes[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
            {
                return false;
            }

            _next--;
            return true;
        }

        public override void Reset() => (_bytes, _next) = ([], 0);
    }
}
