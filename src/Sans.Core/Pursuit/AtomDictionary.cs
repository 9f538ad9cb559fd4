using System.Runtime.CompilerServices;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Core.Pursuit;

/// <summary>
/// The synthesis atoms of all kernels at all positions, cut at the borders of the example, with their norms and inner
/// products, in double precision. The dictionary is made anew when the kernels change. Encoders on any number of
/// threads share it.
/// </summary>
public sealed class AtomDictionary
{
    // A position has a candidate only where this share of the atom's norm lies inside the example.
    private const double LeastNorm = 0.1;

    private readonly double[][] _atoms;
    private readonly double[][] _products;

    // The start of the products of an atom of kernel i with those of kernel j, at i · (q + 1) + j.
    private readonly int[] _productStarts;
    private readonly double[] _inverseNorms;
    private readonly double[] _squaredNorms;

    /// <summary>Makes the atoms of kernels.</summary>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="kernels">The weights of each kernel, in 2-D row by row.</param>
    /// <param name="isTransposed">Whether an atom is the kernel (<c>decoder: transposed</c>) or the reversed kernel
    /// (<c>correlation</c>).</param>
    public AtomDictionary(ExampleShape shape, IReadOnlyList<float[]> kernels, bool isTransposed)
    {
        int[] sizes = [.. kernels.Select(k => shape.Height == 1 ? k.Length : (int)Math.Sqrt(k.Length))];
        Geometry = new AtomGeometry(shape, sizes, isTransposed);
        WeightCount = sizes.Sum();
        _atoms = new double[kernels.Count][];
        _products = new double[kernels.Count][];
        _inverseNorms = new double[kernels.Count * shape.Length];
        _squaredNorms = new double[kernels.Count * shape.Length];
        for (int i = 0; i < kernels.Count; i++)
        {
            _atoms[i] = [.. kernels[i].Select(w => (double)w)];
            if (!isTransposed)
            {
                Array.Reverse(_atoms[i]);
            }
        }

        _productStarts = new int[kernels.Count * (kernels.Count + 1)];
        for (int i = 0; i < kernels.Count; i++)
        {
            for (int j = 0; j < kernels.Count; j++)
            {
                _productStarts[(i * (kernels.Count + 1)) + j + 1] = ProductsBefore(i, j)
                    + (Geometry.Rows(i, j).Count * Geometry.Columns(i, j).Count);
            }
        }

        for (int i = 0; i < kernels.Count; i++)
        {
            _products[i] = ProductsOf(_atoms[i], i);
            MeasureNorms(i);
        }
    }

    /// <summary>The shape of an example.</summary>
    public ExampleShape Shape => Geometry.Shape;

    /// <summary>Number of kernels q.</summary>
    public int KernelCount => _atoms.Length;

    /// <summary>The weight count W of Eq. (2): the sum of the kernel sizes. For images, the sizes are the lengths of sides.</summary>
    public int WeightCount { get; }

    /// <summary>Whether an atom is the kernel itself, rather than the reversed kernel.</summary>
    public bool IsTransposed => Geometry.IsTransposed;

    internal AtomGeometry Geometry { get; }

    /// <summary>The residual x - x̂, newly allocated.</summary>
    /// <param name="signal">x, <c>[n]</c>, in 2-D row by row.</param>
    /// <param name="code">The activations that make x̂.</param>
    public double[] Residual(ReadOnlySpan<float> signal, IEnumerable<CodedActivation> code)
    {
        double[] residual = new double[signal.Length];
        for (int t = 0; t < residual.Length; t++)
        {
            residual[t] = signal[t];
        }

        foreach (CodedActivation activation in code)
        {
            AddAtom(activation.Kernel, activation.Position, -activation.Amplitude, residual);
        }

        return residual;
    }

    /// <summary>The size m of a kernel, in samples. For images, it is the length of its side.</summary>
    /// <param name="kernel">The kernel, in [0, q).</param>
    public int SizeOf(int kernel) => Geometry.Width(kernel);

    /// <summary>1 / N at <c>kernel · n + position</c>, 0 where there is no candidate.</summary>
    internal ReadOnlySpan<double> InverseNorms => _inverseNorms;

    /// <summary>N² at <c>kernel · n + position</c>: the squared norm of what lies inside the example.</summary>
    internal ReadOnlySpan<double> SquaredNorms => _squaredNorms;

    /// <summary>1 / N of whole atoms, 0 for those that the borders cut.</summary>
    internal void CopyWholeInverseNorms(Span<double> inverseNorms)
    {
        _inverseNorms.CopyTo(inverseNorms);
        for (int index = 0; index < _inverseNorms.Length; index++)
        {
            if (inverseNorms[index] != 0
                && !Geometry.IsWhole(index / Shape.Length, Geometry.Inside(index / Shape.Length, index % Shape.Length)))
            {
                inverseNorms[index] = 0;
            }
        }
    }

    /// <summary>
    /// The inner products of an atom with the atoms of all kernels, by kernel, then by rows and columns of the displacement.
    /// Whole atoms share them. Those of a cut atom are newly made.
    /// </summary>
    internal double[] Products(int kernel, int position)
    {
        AtomPart part = Geometry.Inside(kernel, position);
        if (Geometry.IsWhole(kernel, part))
        {
            return _products[kernel];
        }

        double[] cut = new double[_atoms[kernel].Length];
        int width = Geometry.Width(kernel);
        for (int row = part.FirstRow; row < part.EndRow; row++)
        {
            _atoms[kernel]
                .AsSpan((row * width) + part.FirstColumn, part.EndColumn - part.FirstColumn)
                .CopyTo(cut.AsSpan((row * width) + part.FirstColumn));
        }

        return ProductsOf(cut, kernel);
    }

    /// <summary>An inner product of two atoms.</summary>
    /// <param name="kernel">The kernel of the atom whose products are given.</param>
    /// <param name="position">Its position.</param>
    /// <param name="products">Its products.</param>
    /// <param name="other">The other kernel.</param>
    /// <param name="otherPosition">The position of the other atom. It may be cut where the first one is cut, or where the first
    /// one is whole.</param>
    internal double Product(int kernel, int position, double[] products, int other, int otherPosition)
    {
        int width = Shape.Width;
        int down = (otherPosition / width) - (position / width);
        int right = (otherPosition % width) - (position % width);
        (DisplacementRange rows, DisplacementRange columns) = (Geometry.Rows(kernel, other), Geometry.Columns(kernel, other));
        return rows.Contains(down) && columns.Contains(right)
            ? products[ProductsBefore(kernel, other) + ((down - rows.First) * columns.Count) + right - columns.First]
            : 0;
    }

    /// <summary>Whether two atoms would overlap if they were whole.</summary>
    internal bool DoOverlap(int kernel, int position, int other, int otherPosition)
    {
        int width = Shape.Width;
        return Geometry.Rows(kernel, other).Contains((otherPosition / width) - (position / width))
            && Geometry.Columns(kernel, other).Contains((otherPosition % width) - (position % width));
    }

    /// <summary>The correlations of all atoms with a signal, by ascending samples of the atom. O(q n m).</summary>
    /// <param name="signal"><c>[n]</c></param>
    /// <param name="correlations"><c>[q n]</c>. Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Correlate(ReadOnlySpan<double> signal, Span<double> correlations)
    {
        correlations.Clear();
        (int height, int width) = (Shape.Height, Shape.Width);
        for (int i = 0; i < _atoms.Length; i++)
        {
            Span<double> map = correlations.Slice(i * Shape.Length, Shape.Length);
            (int atomHeight, int atomWidth) = (Geometry.Height(i), Geometry.Width(i));
            (int top, int left) = (Geometry.Top(i, 0), Geometry.Left(i, 0));
            for (int row = 0; row < height; row++)
            {
                for (int v = Math.Max(0, -(row + top)); v < Math.Min(atomHeight, height - (row + top)); v++)
                {
                    ReadOnlySpan<double> samples = signal.Slice((row + top + v) * width, width);
                    for (int u = 0; u < atomWidth; u++)
                    {
                        int shift = left + u;
                        (int first, int end) = (Math.Max(0, -shift), Math.Min(width, width - shift));
                        if (first < end)
                        {
                            DoubleSpans.AddScaled(
                                _atoms[i][(v * atomWidth) + u],
                                samples[(first + shift)..(end + shift)],
                                map.Slice((row * width) + first, end - first));
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds an atom, times a factor, to a signal: <c>signal += factor · atom</c>. O(m).</summary>
    internal void AddAtom(int kernel, int position, double factor, Span<double> signal)
    {
        AtomPart part = Geometry.Inside(kernel, position);
        int width = Geometry.Width(kernel);
        for (int row = part.FirstRow; row < part.EndRow; row++)
        {
            DoubleSpans.AddScaled(
                factor,
                _atoms[kernel].AsSpan((row * width) + part.FirstColumn, part.EndColumn - part.FirstColumn),
                signal[(((part.Top + row) * Shape.Width) + part.Left + part.FirstColumn)..]);
        }
    }

    /// <summary>The inner product of an atom with a signal. O(m).</summary>
    internal double ProductWith(int kernel, int position, ReadOnlySpan<double> signal)
    {
        AtomPart part = Geometry.Inside(kernel, position);
        int width = Geometry.Width(kernel);
        double sum = 0;
        for (int row = part.FirstRow; row < part.EndRow; row++)
        {
            sum += DoubleSpans.Product(
                _atoms[kernel].AsSpan((row * width) + part.FirstColumn, part.EndColumn - part.FirstColumn),
                signal[(((part.Top + row) * Shape.Width) + part.Left + part.FirstColumn)..]);
        }

        return sum;
    }

    /// <summary>
    /// Adds the inner products of an atom, times a factor, to the correlations. This is the effect of a change of amplitude.
    /// O(q m).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddProducts(int kernel, int position, double[] products, double factor, Span<double> correlations)
    {
        (int height, int width) = (Shape.Height, Shape.Width);
        (int row, int column) = (position / width, position % width);
        int before = 0;
        for (int other = 0; other < _atoms.Length; other++)
        {
            (DisplacementRange rows, DisplacementRange columns) = (Geometry.Rows(kernel, other), Geometry.Columns(kernel, other));
            (int top, int left) = (row + rows.First, column + columns.First);
            int firstColumn = Math.Max(0, -left);
            int count = Math.Min(columns.Count, width - left) - firstColumn;
            for (int v = Math.Max(0, -top); count > 0 && v < Math.Min(rows.Count, height - top); v++)
            {
                DoubleSpans.AddScaled(
                    factor,
                    products.AsSpan(before + (v * columns.Count) + firstColumn, count),
                    correlations[((other * Shape.Length) + ((top + v) * width) + left + firstColumn)..]);
            }

            before += rows.Count * columns.Count;
        }
    }

    private int ProductsBefore(int kernel, int other) => _productStarts[(kernel * (_atoms.Length + 1)) + other];

    /// <summary>
    /// The inner products of samples of an atom with the atoms of all kernels: a convolution with the reversed other atom, by
    /// ascending samples.
    /// </summary>
    private double[] ProductsOf(double[] atom, int kernel)
    {
        double[] products = new double[ProductsBefore(kernel, _atoms.Length)];
        (int height, int width) = (Geometry.Height(kernel), Geometry.Width(kernel));
        int before = 0;
        for (int other = 0; other < _atoms.Length; other++)
        {
            (int otherHeight, int otherWidth) = (Geometry.Height(other), Geometry.Width(other));
            double[] reversed = [.. _atoms[other].Reverse()];
            int columns = width + otherWidth - 1;
            for (int u = 0; u < atom.Length; u++)
            {
                for (int v = 0; v < otherHeight; v++)
                {
                    DoubleSpans.AddScaled(
                        atom[u],
                        reversed.AsSpan(v * otherWidth, otherWidth),
                        products.AsSpan(before + (((u / width) + v) * columns) + (u % width)));
                }
            }

            before += (height + otherHeight - 1) * columns;
        }

        return products;
    }

    private void MeasureNorms(int kernel)
    {
        double[] squares = [.. _atoms[kernel].Select(a => a * a)];
        double whole = 0;
        foreach (double square in squares)
        {
            whole += square;
        }

        double least = LeastNorm * Math.Sqrt(whole);
        int width = Geometry.Width(kernel);
        for (int position = 0; position < Shape.Length; position++)
        {
            AtomPart part = Geometry.Inside(kernel, position);
            double sum = whole;
            if (!Geometry.IsWhole(kernel, part))
            {
                sum = 0;
                for (int row = part.FirstRow; row < part.EndRow; row++)
                {
                    for (int column = part.FirstColumn; column < part.EndColumn; column++)
                    {
                        sum += squares[(row * width) + column];
                    }
                }
            }

            double norm = Math.Sqrt(sum);
            int index = (kernel * Shape.Length) + position;
            _squaredNorms[index] = sum;
            _inverseNorms[index] = sum > 0 && norm >= least ? 1 / norm : 0;
        }
    }
}
