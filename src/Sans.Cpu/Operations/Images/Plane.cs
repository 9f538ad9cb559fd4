using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations.Images;

/// <summary>One image between margins of zeros, <c>[height, width] float32</c> in a <see cref="PlaneLayout"/>.</summary>
internal sealed class Plane
{
    private readonly PaddedBuffer _memory;
    private readonly int _offset;

    // Everything outside of these rows is zero.
    private RowRange _filled;

    /// <summary>Allocates zeros.</summary>
    /// <param name="layout">The memory layout of the image.</param>
    public Plane(PlaneLayout layout)
        : this(layout, new PaddedBuffer(layout.Length, layout.Margin), 0)
    {
    }

    private Plane(PlaneLayout layout, PaddedBuffer memory, int offset) => (Layout, _memory, _offset) = (layout, memory, offset);

    /// <summary>The memory layout of the image.</summary>
    public PlaneLayout Layout { get; }

    /// <summary>All rows, with the zeros between them.</summary>
    public Span<float> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _memory.First(_offset + Layout.Length)[_offset..];
    }

    /// <summary>Several planes in one piece of memory, one margin apart.</summary>
    /// <param name="layout">The memory layout of each plane.</param>
    /// <param name="count">The number of planes.</param>
    /// <param name="memory">The memory from the start of the first to the end of the last.</param>
    public static Plane[] Several(PlaneLayout layout, int count, out PaddedBuffer memory)
    {
        int distance = DistanceOf(layout);
        PaddedBuffer all = memory = new PaddedBuffer((distance * (count - 1)) + layout.Length, layout.Margin);
        return [.. Enumerable.Range(0, count).Select(i => new Plane(layout, all, i * distance))];
    }

    /// <summary>Distance between the starts of two of <see cref="Several"/> planes.</summary>
    public static int DistanceOf(PlaneLayout layout) => Lanes.RoundUp(layout.Length + layout.Margin);

    /// <summary>A reference to a number. Rows and columns outside are in the margins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int row, int column) => ref _memory.At(_offset + (row * Layout.Stride) + column);

    /// <summary>A reference to a number by its position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int position) => ref _memory.At(_offset + position);

    /// <summary>Sets some rows, and what lies between them, to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ClearRows(RowRange rows)
    {
        // These are a few kilobytes, for which this loop is faster than a general clearing function.
        ref float start = ref At(rows.First, 0);
        int count = (rows.End - rows.First) * Layout.Stride;
        for (int i = 0; i < count; i += Lanes.Count)
        {
            Vector512<float>.Zero.StoreUnsafe(ref start, (nuint)i);
        }
    }

    /// <summary>
    /// Clears every row outside of the range. Until the next call, values may be written inside the range only. Rows that are
    /// zero already cost nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ClearOutside(RowRange rows)
    {
        if (rows.First > _filled.First || rows.End < _filled.End)
        {
            ClearRows(new(_filled.First, Math.Min(rows.First, _filled.End)));
            ClearRows(new(Math.Max(rows.End, _filled.First), _filled.End));
        }

        _filled = rows;
    }

    /// <summary>
    /// Clears every row. Until the next call, values may be written inside the range only. Rows that are zero already cost
    /// nothing.
    /// </summary>
    public void ClearFor(RowRange rows)
    {
        ClearRows(_filled);
        _filled = rows;
    }
}
