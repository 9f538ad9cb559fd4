using System.Runtime.CompilerServices;

namespace Sans.Cpu.Operations;

/// <summary>One image between margins of zeros, <c>[height, width] float32</c> in a <see cref="PlaneLayout"/>.</summary>
internal sealed class Plane
{
    private readonly PaddedBuffer _memory;
    private readonly int _offset;

    /// <summary>Allocates zeros.</summary>
    /// <param name="layout">How it lies in memory.</param>
    public Plane(PlaneLayout layout)
        : this(layout, new PaddedBuffer(layout.Length, layout.Margin), 0)
    {
    }

    private Plane(PlaneLayout layout, PaddedBuffer memory, int offset) => (Layout, _memory, _offset) = (layout, memory, offset);

    /// <summary>How it lies in memory.</summary>
    public PlaneLayout Layout { get; }

    /// <summary>All rows, with the zeros between them.</summary>
    public Span<float> Span => _memory.First(_offset + Layout.Length)[_offset..];

    /// <summary>Several planes in one piece of memory, one margin apart.</summary>
    /// <param name="layout">How each lies in memory.</param>
    /// <param name="count">How many.</param>
    /// <param name="memory">From the start of the first to the end of the last.</param>
    public static Plane[] Several(PlaneLayout layout, int count, out PaddedBuffer memory)
    {
        int distance = DistanceOf(layout);
        PaddedBuffer all = memory = new PaddedBuffer((distance * (count - 1)) + layout.Length, layout.Margin);
        return [.. Enumerable.Range(0, count).Select(i => new Plane(layout, all, i * distance))];
    }

    /// <summary>Distance between the starts of two of <see cref="Several"/> planes.</summary>
    public static int DistanceOf(PlaneLayout layout) => Lanes.RoundUp(layout.Length + layout.Margin);

    /// <summary>A reference to a number; rows and columns outside are in the margins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int row, int column) => ref _memory.At(_offset + (row * Layout.Stride) + column);

    /// <summary>A reference to a number by its position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int position) => ref _memory.At(_offset + position);

    /// <summary>Sets some rows, and what lies between them, to zero.</summary>
    public void ClearRows(int first, int end)
    {
        if (end > first)
        {
            Span[(first * Layout.Stride)..(end * Layout.Stride)].Clear();
        }
    }

    /// <summary>Sets every row but those of the range to zero.</summary>
    public void ClearOutside(RowRange rows)
    {
        ClearRows(0, rows.First);
        ClearRows(rows.End, Layout.Height);
    }
}
