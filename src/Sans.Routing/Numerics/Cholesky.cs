using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Routing.Numerics;

/// <summary>
/// The factorisation <c>A = Uᵀ U</c> of a positive definite matrix, and the solution of <c>A w = b</c>.
/// </summary>
/// <remarks>
/// <c>U[i, j] = (A[i, j] - Σ_k U[k, i] · U[k, j]) / U[i, i]</c>. Each sum is one chain of fused multiply-adds that begins at
/// A[i, j] and takes k = 0, 1, ..., i - 1. Blocks do not change it.
/// </remarks>
internal static class Cholesky
{
    /// <summary>Factors a matrix in place. Cost: <c>size³ / 6</c> fused multiply-adds.</summary>
    /// <param name="matrix">
    /// A, of which the panels on and above the diagonal are read. It becomes U, with undefined numbers below the diagonal.
    /// </param>
    /// <returns>Whether A was positive definite. If not, the content is undefined.</returns>
    public static bool TryFactor(SquareMatrix matrix)
    {
        int panelCount = matrix.Stride / Panels.Width;
        Panels left = new(matrix.Stride, Panels.Width);
        Panels right = new(matrix.Stride, Panels.Width);
        for (int panel = 0; panel < panelCount; panel++)
        {
            int first = panel * Panels.Width;
            int end = Math.Min(first + Panels.Width, matrix.Size);
            if (!TryFactorRows(matrix, first, end))
            {
                return false;
            }

            if (panel + 1 < panelCount)
            {
                SubtractFromRest(matrix, panel, left, right);
            }
        }

        return true;
    }

    /// <summary>Solves <c>Uᵀ U w = b</c> for the leading part of U. O(size²).</summary>
    /// <param name="factor">U.</param>
    /// <param name="b">The right-hand side, <c>[size]</c>, which becomes w.</param>
    /// <param name="size">Rows and columns of the leading part.</param>
    public static void Solve(SquareMatrix factor, Span<double> b, int size)
    {
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = factor.Row(i);
            b[i] /= row[i];
            for (int j = i + 1; j < size; j++)
            {
                b[j] = Math.FusedMultiplyAdd(-b[i], row[j], b[j]);
            }
        }

        for (int i = size - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = factor.Row(i);
            double sum = b[i];
            for (int j = size - 1; j > i; j--)
            {
                sum = Math.FusedMultiplyAdd(-row[j], b[j], sum);
            }

            b[i] = sum / row[i];
        }
    }

    /// <summary>Factors the rows of one panel, from which all panels above have been subtracted.</summary>
    private static bool TryFactorRows(SquareMatrix matrix, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            Span<double> row = matrix.Row(i)[first..];
            for (int k = first; k < i; k++)
            {
                Subtract(matrix[k, i], matrix.Row(k)[first..], row);
            }

            double pivot = row[i - first];
            if (!(pivot > 0) || !double.IsFinite(pivot))
            {
                return false;
            }

            Divide(row, Math.Sqrt(pivot));
        }

        return true;
    }

    /// <summary>Subtracts the products of a panel's rows from all panels to its right and below.</summary>
    private static void SubtractFromRest(SquareMatrix matrix, int panel, Panels left, Panels right)
    {
        int first = panel * Panels.Width;
        for (int k = 0; k < Panels.Width; k++)
        {
            ReadOnlySpan<double> row = matrix.Row(first + k)[(first + Panels.Width)..];
            for (int p = 0; p < row.Length / Panels.Width; p++)
            {
                ReadOnlySpan<double> source = row.Slice(p * Panels.Width, Panels.Width);
                source.CopyTo(right.Row(p, k));
                Span<double> negative = left.Row(p, k);
                for (int c = 0; c < negative.Length; c++)
                {
                    negative[c] = -source[c];
                }
            }
        }

        GramProduct.Add(left, right, Panels.Width, matrix, panel + 1);
    }

    // Rows are whole panels, so that nothing remains behind the last vector.
    private static void Subtract(double factor, ReadOnlySpan<double> source, Span<double> target)
    {
        var negative = Vector512.Create(-factor);
        for (int j = 0; j < target.Length; j += DoubleLanes.Count)
        {
            Vector512.FusedMultiplyAdd(negative, Vector512.Create(source[j..]), Vector512.Create<double>(target[j..])).CopyTo(target[j..]);
        }
    }

    private static void Divide(Span<double> row, double divisor)
    {
        var all = Vector512.Create(divisor);
        for (int j = 0; j < row.Length; j += DoubleLanes.Count)
        {
            (Vector512.Create<double>(row[j..]) / all).CopyTo(row[j..]);
        }
    }
}
