using System.Runtime.InteropServices;

namespace Sans.Routing.Numerics;

/// <summary>
/// A block of rows of a matrix, <c>[rows, columns] float64</c>, in panels of 24 columns. The rows of a panel follow each other,
/// so that a tile of a product reads memory in order.
/// </summary>
internal sealed class Panels
{
    /// <summary>Columns of a panel: three vectors of 8.</summary>
    public const int Width = 24;

    private const int CacheLine = 64;

    private readonly double[] _memory;
    private readonly int _start;

    /// <summary>Allocates zeros.</summary>
    /// <param name="columnCount">Number of columns. The last panel is filled up with columns of zeros.</param>
    /// <param name="rowCapacity">The most rows that it can hold.</param>
    public Panels(int columnCount, int rowCapacity)
    {
        RowCapacity = rowCapacity;
        Count = CountFor(columnCount);
        int slack = CacheLine / sizeof(double);
        _memory = GC.AllocateArray<double>((Count * rowCapacity * Width) + slack, pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        _start = (int)((CacheLine - (address % CacheLine)) % CacheLine / sizeof(double));
    }

    /// <summary>Number of panels.</summary>
    public int Count { get; }

    /// <summary>The most rows that it can hold.</summary>
    public int RowCapacity { get; }

    /// <summary>Number of panels for some columns.</summary>
    public static int CountFor(int columnCount) => (columnCount + Width - 1) / Width;

    /// <summary>An element.</summary>
    public ref double this[int row, int column] => ref _memory[Place(column / Width, row) + (column % Width)];

    /// <summary>The numbers of a row in a panel, <c>[24]</c>.</summary>
    public Span<double> Row(int panel, int row) => _memory.AsSpan(Place(panel, row), Width);

    /// <summary>The first row of a panel. Rows are <see cref="Width"/> apart.</summary>
    public ref double Start(int panel) => ref _memory[Place(panel, 0)];

    /// <summary>Sets everything to zero.</summary>
    public void Clear() => Array.Clear(_memory);

    private int Place(int panel, int row) => _start + (((panel * RowCapacity) + row) * Width);
}
