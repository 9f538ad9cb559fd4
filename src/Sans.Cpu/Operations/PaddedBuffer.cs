using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sans.Cpu.Operations;

/// <summary>
/// <c>[length] float32</c> between two margins of zeros, the first sample on a cache line. Operations read and, behind the end, write
/// whole vectors into the margins, so that none of them needs a scalar tail.
/// </summary>
internal sealed class PaddedBuffer
{
    private const int CacheLine = 64;

    private readonly float[] _memory;
    private readonly int _start;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">Samples between the margins.</param>
    /// <param name="margin">Samples of each margin.</param>
    public PaddedBuffer(int length, int margin)
    {
        Length = length;
        int slack = CacheLine / sizeof(float);
        _memory = GC.AllocateArray<float>(length + (2 * margin) + (2 * slack), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, margin);
        _start = margin + (int)((CacheLine - (address % CacheLine)) % CacheLine / sizeof(float));
    }

    /// <summary>Samples between the margins.</summary>
    public int Length { get; }

    /// <summary>The samples without the margins.</summary>
    public Span<float> Span => _memory.AsSpan(_start, Length);

    /// <summary>A reference to a sample. It may lie in the margins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_memory), _start + index);

    /// <summary>Sets samples and margins to zero.</summary>
    public void Clear() => Array.Clear(_memory);

    /// <summary>The first samples, or the samples and some of the margin behind them.</summary>
    /// <param name="count">At most the length and a margin.</param>
    public Span<float> First(int count) => _memory.AsSpan(_start, count);

    /// <summary>Clears the values that operations may have left behind the last sample.</summary>
    /// <param name="count">At most a margin.</param>
    public void ClearBehind(int count) => First(Length + count)[Length..].Clear();
}
