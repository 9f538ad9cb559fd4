using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Cpu.Operations;

/// <summary>
/// Products of numbers and vectors: <c>out[r][c] = start[r] + Σ_k numbers[r · numberStride + number_k] · vectors[vector_k + 16
/// c]</c>. It serves the dense layer, its two gradients, a convolution and the gradient at its input.
/// </summary>
/// <remarks>
/// Each element is one chain of fused multiply-adds in the order of the terms. A column is a vector of 16 such chains. Tiles
/// and the width of the registers never change that order.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Computes all products. Cost: <c>16 · rows · columns · terms</c> fused multiply-adds.</summary>
    /// <param name="numbers">The place that the numbers of row 0 are counted from.</param>
    /// <param name="numberStride">Distance between the starts of two rows of numbers.</param>
    /// <param name="terms">The pairs of factors, in the order of the sum.</param>
    /// <param name="vectors">
    /// The place that the vectors of column 0 are counted from. Those of a column begin 16 behind those of the column before.
    /// </param>
    /// <param name="start">The initial values of the chains, <c>[rows]</c>, or a null reference for zero.</param>
    /// <param name="output">Column 0 of row 0. It must not overlap the operands.</param>
    /// <param name="outputStride">Distance between the starts of two rows of the output, at least 16 for each column.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns of 16.</param>
    public static void Run(
        ref float numbers,
        int numberStride,
        ReadOnlySpan<ProductTerm> terms,
        ref float vectors,
        ref float start,
        ref float output,
        int outputStride,
        int rows,
        int columns)
    {
        // One column is what registers hold: of six rows with 256 bits, of two rows with 128 bits.
        bool isWide = Vector256.IsHardwareAccelerated;
        TileSizes columnTiles = new(columns, Vector512.IsHardwareAccelerated ? MatrixTile.MostColumns : 1);
        TileSizes rowTiles = new(rows, isWide ? MatrixTile.MostRows : NarrowMatrixTile.MostRows);
        for (int i = 0, column = 0; column < columns; column += columnTiles[i], i++)
        {
            ref float vector = ref Unsafe.Add(ref vectors, column * Lanes.Count);
            for (int j = 0, row = 0; row < rows; row += rowTiles[j], j++)
            {
                ref float number = ref Unsafe.Add(ref numbers, row * numberStride);
                ref float first = ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, row);
                ref float here = ref Unsafe.Add(ref output, (row * outputStride) + (column * Lanes.Count));
                if (isWide)
                {
                    RunTile(rowTiles[j], columnTiles[i], ref number, numberStride, terms, ref vector, ref first, ref here, outputStride);
                }
                else
                {
                    NarrowMatrixTile.Run(rowTiles[j], ref number, numberStride, terms, ref vector, ref first, ref here, outputStride);
                }
            }
        }
    }

    private static void RunTile(
        int rows,
        int columns,
        ref float numbers,
        int numberStride,
        ReadOnlySpan<ProductTerm> terms,
        ref float vectors,
        ref float start,
        ref float output,
        int outputStride)
    {
        switch (rows)
        {
            case 1:
                RunTile<One>(columns, ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            case 2:
                RunTile<Two>(columns, ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            case 3:
                RunTile<Three>(columns, ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            case 4:
                RunTile<Four>(columns, ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            case 5:
                RunTile<Five>(columns, ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            default:
                RunTile<Six>(columns, ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
        }
    }

    private static void RunTile<TRows>(
        int columns,
        ref float numbers,
        int numberStride,
        ReadOnlySpan<ProductTerm> terms,
        ref float vectors,
        ref float start,
        ref float output,
        int outputStride)
        where TRows : struct, ITileSize
    {
        switch (columns)
        {
            case 1:
                MatrixTile.Run<TRows, One>(ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            case 2:
                MatrixTile.Run<TRows, Two>(ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            case 3:
                MatrixTile.Run<TRows, Three>(ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
            default:
                MatrixTile.Run<TRows, Four>(ref numbers, numberStride, terms, ref vectors, ref start, ref output, outputStride);
                break;
        }
    }
}

/// <summary>
/// The sizes of the fewest tiles that cover a number of rows or columns. They are as equal as possible, because narrow tiles
/// are slow: 10 rows are five and five.
/// </summary>
/// <param name="count">The number of rows or columns.</param>
/// <param name="most">The largest size of a tile.</param>
internal readonly struct TileSizes(int count, int most)
{
    private readonly int _size = count == 0 ? 0 : count / ((count + most - 1) / most);
    private readonly int _larger = count == 0 ? 0 : count % ((count + most - 1) / most);

    /// <summary>The size of a tile.</summary>
    public int this[int index] => index < _larger ? _size + 1 : _size;
}

/// <summary>One term of each sum of a <see cref="MatrixProduct"/>.</summary>
/// <param name="Number">The place of its number, from the first of the row.</param>
/// <param name="Vector">The place of its vector, from the first of the column.</param>
internal readonly record struct ProductTerm(int Number, int Vector);
