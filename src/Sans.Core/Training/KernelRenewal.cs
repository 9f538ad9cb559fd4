using Sans.Configuration;

namespace Sans.Core.Training;

/// <summary>
/// Renews kernels that no activation uses, or that nearly equal an earlier kernel (docs/method/pursuit.md, 5.3).
/// </summary>
public static class KernelRenewal
{
    /// <summary>
    /// Replaces such kernels by the pieces of the residual with the largest Σ|r|, divided by their norm. O(q² m² + n · examples)
    /// for each.
    /// </summary>
    /// <param name="kernels">The kernels, in 2-D row by row. Renewed ones are overwritten.</param>
    /// <param name="useCounts">The number of activations of each kernel on the training examples.</param>
    /// <param name="residuals">
    /// x - x̂ of all training examples, one after another. The pieces that are taken are set to zero.
    /// </param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="similarity">The correlation above which two kernels are doubles.</param>
    /// <returns>The indices of the renewed kernels.</returns>
    public static IReadOnlyList<int> Run(
        float[][] kernels, ReadOnlySpan<int> useCounts, Span<float> residuals, ExampleShape shape, double similarity)
    {
        List<int> renewed = [];
        for (int kernel = 0; kernel < kernels.Length; kernel++)
        {
            if (useCounts[kernel] == 0 || HasEarlierDouble(kernels, kernel, shape, similarity))
            {
                TakePiece(residuals, shape, kernels[kernel]);
                renewed.Add(kernel);
            }
        }

        return renewed;
    }

    /// <summary>The piece of residuals with the largest Σ|r|, divided by its norm. The first of equals is taken.</summary>
    /// <param name="residuals">x - x̂ of all training examples, one after another.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <param name="kernelSize">Samples m of the piece, or of its side.</param>
    public static float[] LargestPiece(ReadOnlySpan<float> residuals, ExampleShape shape, int kernelSize)
    {
        float[] piece = new float[shape.WeightsOf(kernelSize)];
        TakePiece(residuals.ToArray(), shape, piece);
        return piece;
    }

    /// <summary>Divides a kernel by its norm. A kernel that is zero or not finite stays as it is.</summary>
    /// <param name="kernel">The weights.</param>
    public static void Normalize(Span<float> kernel)
    {
        double sum = 0;
        foreach (float weight in kernel)
        {
            sum += (double)weight * weight;
        }

        double norm = Math.Sqrt(sum);
        if (norm > 0 && double.IsFinite(norm))
        {
            foreach (ref float weight in kernel)
            {
                weight = (float)(weight / norm);
            }
        }
    }

    /// <summary>The largest magnitude of the normalised correlation of two kernels at any displacement.</summary>
    /// <param name="first">A kernel, in 2-D row by row.</param>
    /// <param name="second">Another one.</param>
    /// <param name="shape">Whether they are signals or images.</param>
    public static double Similarity(ReadOnlySpan<float> first, ReadOnlySpan<float> second, ExampleShape shape)
    {
        (int rows, int columns) = Sides(first.Length, shape);
        (int otherRows, int otherColumns) = Sides(second.Length, shape);
        double largest = 0;
        for (int down = 1 - otherRows; down < rows; down++)
        {
            for (int right = 1 - otherColumns; right < columns; right++)
            {
                double sum = 0;
                for (int row = Math.Max(0, down); row < Math.Min(rows, down + otherRows); row++)
                {
                    for (int column = Math.Max(0, right); column < Math.Min(columns, right + otherColumns); column++)
                    {
                        sum += (double)first[(row * columns) + column] * second[((row - down) * otherColumns) + column - right];
                    }
                }

                largest = Math.Max(largest, Math.Abs(sum));
            }
        }

        double norms = Math.Sqrt(SquareSum(first) * SquareSum(second));
        return norms > 0 ? largest / norms : 0;
    }

    /// <summary>A piece of an example: the samples that a kernel would cover.</summary>
    /// <param name="example">The example, row by row.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="row">The first row.</param>
    /// <param name="column">The first column.</param>
    /// <param name="kernel">Receives the samples. Zeros beyond the example.</param>
    internal static void CopyPiece(ReadOnlySpan<float> example, ExampleShape shape, int row, int column, Span<float> kernel)
    {
        (int rows, int columns) = Sides(kernel.Length, shape);
        kernel.Clear();
        for (int y = 0; y < Math.Min(rows, shape.Height - row); y++)
        {
            example.Slice(((row + y) * shape.Width) + column, Math.Min(columns, shape.Width - column)).CopyTo(kernel[(y * columns)..]);
        }
    }

    /// <summary>Rows and columns of a kernel.</summary>
    internal static (int Rows, int Columns) Sides(int weightCount, ExampleShape shape)
    {
        int side = shape.Dimensions == SignalDimensions.One ? weightCount : (int)Math.Round(Math.Sqrt(weightCount));
        return (weightCount / side, side);
    }

    /// <summary>The sum of squares.</summary>
    internal static double SquareSum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return sum;
    }

    private static bool HasEarlierDouble(float[][] kernels, int kernel, ExampleShape shape, double similarity)
    {
        for (int earlier = 0; earlier < kernel; earlier++)
        {
            if (Similarity(kernels[earlier], kernels[kernel], shape) > similarity)
            {
                return true;
            }
        }

        return false;
    }

    private static void TakePiece(Span<float> residuals, ExampleShape shape, float[] kernel)
    {
        (int rows, int columns) = Sides(kernel.Length, shape);
        (double largest, int place) = (-1, 0);
        for (int first = 0; first < residuals.Length; first += shape.Length)
        {
            for (int row = 0; row <= Math.Max(0, shape.Height - rows); row++)
            {
                for (int column = 0; column <= Math.Max(0, shape.Width - columns); column++)
                {
                    double sum = 0;
                    for (int y = 0; y < Math.Min(rows, shape.Height - row); y++)
                    {
                        foreach (float sample in residuals.Slice(
                            first + ((row + y) * shape.Width) + column, Math.Min(columns, shape.Width - column)))
                        {
                            sum += Math.Abs(sample);
                        }
                    }

                    if (sum > largest)
                    {
                        (largest, place) = (sum, first + (row * shape.Width) + column);
                    }
                }
            }
        }

        int example = place / shape.Length * shape.Length;
        (int top, int left) = ((place - example) / shape.Width, (place - example) % shape.Width);
        CopyPiece(residuals.Slice(example, shape.Length), shape, top, left, kernel);
        for (int y = 0; y < Math.Min(rows, shape.Height - top); y++)
        {
            residuals.Slice(example + ((top + y) * shape.Width) + left, Math.Min(columns, shape.Width - left)).Clear();
        }

        Normalize(kernel);
    }
}
