namespace Sans.Routing.Numerics;

/// <summary>
/// A square matrix, <c>[size, size] float64</c>, row after row. Rows are filled up with zeros to whole panels of 24 columns.
/// Rows of zeros fill up the last panel.
/// </summary>
internal sealed class SquareMatrix
{
    private readonly double[] _memory;

    /// <summary>Allocates zeros.</summary>
    /// <param name="size">Rows and columns, at least 1.</param>
    public SquareMatrix(int size)
    {
        Size = size;
        Stride = Panels.CountFor(size) * Panels.Width;
        _memory = new double[(long)Stride * Stride];
    }

    /// <summary>Number of rows, and of columns.</summary>
    public int Size { get; }

    /// <summary>Distance between the starts of two rows.</summary>
    public int Stride { get; }

    /// <summary>An element.</summary>
    public ref double this[int row, int column] => ref _memory[((long)row * Stride) + column];

    /// <summary>A row, filled up to whole panels.</summary>
    public Span<double> Row(int row) => _memory.AsSpan(checked(row * Stride), Stride);
}
