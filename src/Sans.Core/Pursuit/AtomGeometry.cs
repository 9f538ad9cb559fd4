using Sans.Core.Training;

namespace Sans.Core.Pursuit;

/// <summary>
/// The places of the synthesis atoms of a network. The atom of position p covers the samples <c>p - shift</c> to
/// <c>p - shift + m - 1</c> along each axis.
/// </summary>
internal sealed class AtomGeometry
{
    private readonly bool _isImage;
    private readonly int[] _sizes;
    private readonly int[] _shifts;

    /// <summary>Places the atoms.</summary>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="kernelSizes">Samples m of each kernel, or of its side.</param>
    /// <param name="isTransposed">Whether an atom is the kernel (<c>decoder: transposed</c>) or the reversed kernel.</param>
    public AtomGeometry(ExampleShape shape, IReadOnlyList<int> kernelSizes, bool isTransposed)
    {
        _isImage = shape.Height > 1;
        Shape = shape;
        IsTransposed = isTransposed;
        _sizes = [.. kernelSizes];
        _shifts = [.. kernelSizes.Select(m => isTransposed ? (m - 1) / 2 : m / 2)];
    }

    /// <summary>The shape of an example, and of a map.</summary>
    public ExampleShape Shape { get; }

    /// <summary>Whether an atom is the kernel itself, rather than the reversed kernel.</summary>
    public bool IsTransposed { get; }

    /// <summary>Number of rows of an atom.</summary>
    public int Height(int kernel) => _isImage ? _sizes[kernel] : 1;

    /// <summary>Samples of a row of an atom.</summary>
    public int Width(int kernel) => _sizes[kernel];

    /// <summary>The first row of the atom at a row of the map. It may lie outside the example.</summary>
    public int Top(int kernel, int row) => _isImage ? row - _shifts[kernel] : row;

    /// <summary>The first column of the atom at a column of the map. It may lie outside the example.</summary>
    public int Left(int kernel, int column) => column - _shifts[kernel];

    /// <summary>The part of an atom that lies inside the example.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="position">The position in the map.</param>
    public AtomPart Inside(int kernel, int position)
    {
        int top = Top(kernel, position / Shape.Width);
        int left = Left(kernel, position % Shape.Width);
        return new AtomPart(
            top, left, Math.Max(0, -top), Math.Min(
                Height(kernel), Shape.Height - top), Math.Max(0, -left), Math.Min(Width(kernel), Shape.Width - left));
    }

    /// <summary>Whether all samples of an atom lie inside the example.</summary>
    public bool IsWhole(int kernel, in AtomPart part) =>
        part.FirstRow == 0 && part.FirstColumn == 0 && part.EndRow == Height(kernel) && part.EndColumn == Width(kernel);

    /// <summary>The row displacements at which an atom of one kernel overlaps an atom of another.</summary>
    /// <param name="kernel">The kernel of the atom that stays.</param>
    /// <param name="other">The kernel of the atom that moves.</param>
    public DisplacementRange Rows(int kernel, int other) =>
        _isImage ? Range(kernel, other) : new DisplacementRange(0, 1);

    /// <summary>The column displacements at which an atom of one kernel overlaps an atom of another.</summary>
    /// <inheritdoc cref="Rows"/>
    public DisplacementRange Columns(int kernel, int other) => Range(kernel, other);

    private DisplacementRange Range(int kernel, int other) =>
        new(_shifts[other] - _shifts[kernel] - _sizes[other] + 1, _sizes[kernel] + _sizes[other] - 1);
}

/// <summary>The part of an atom inside the example.</summary>
/// <param name="Top">Row of the example where the atom begins.</param>
/// <param name="Left">Column of the example where the atom begins.</param>
/// <param name="FirstRow">First row of the atom inside.</param>
/// <param name="EndRow">The row behind the last one inside.</param>
/// <param name="FirstColumn">First column of the atom inside.</param>
/// <param name="EndColumn">The column behind the last one inside.</param>
internal readonly record struct AtomPart(int Top, int Left, int FirstRow, int EndRow, int FirstColumn, int EndColumn);

/// <summary>The displacements at which two atoms overlap.</summary>
/// <param name="First">The least one.</param>
/// <param name="Count">The number of displacements.</param>
internal readonly record struct DisplacementRange(int First, int Count)
{
    /// <summary>Whether a displacement is one of them.</summary>
    public bool Contains(int displacement) => displacement >= First && displacement < First + Count;
}
