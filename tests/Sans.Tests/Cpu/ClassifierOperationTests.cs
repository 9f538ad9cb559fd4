using System.Runtime.CompilerServices;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Cpu.Operations;

namespace Sans.Tests.Cpu;

/// <summary>The operations of classifiers against scalar loops in the documented order, to the bit.</summary>
public sealed class ClassifierOperationTests
{
    private const int Longest = 256;

    /// <summary>
    /// All numbers of terms up to 256, with every number of rows and columns that gives a different set of tiles.
    /// </summary>
    [Fact]
    public void A_matrix_product_is_one_chain_per_element_in_the_order_of_the_terms()
    {
        for (int count = 0; count <= Longest; count++)
        {
            (int rows, int columns) = (1 + (count % 14), 1 + (count % 9));
            RandomStream stream = new("test", FormattableString.Invariant($"product {count}"));
            ProductTerm[] terms = [.. Enumerable.Range(0, count).Select(_ => new ProductTerm(stream.NextInt32(50), stream.NextInt32(40)))];
            float[] numbers = Random(50 + (rows * 7), "numbers");
            float[] vectors = Random(40 + (columns * Lanes.Count), "vectors");
            float[] start = Random(rows, "start");
            int stride = (columns * Lanes.Count) + 3;
            foreach (bool hasStart in new[] { false, true })
            {
                float[] expected = new float[rows * stride];
                for (int r = 0; r < rows; r++)
                {
                    for (int i = 0; i < columns * Lanes.Count; i++)
                    {
                        float sum = hasStart ? start[r] : 0;
                        foreach (ProductTerm term in terms)
                        {
                            sum = MathF.FusedMultiplyAdd(numbers[(r * 7) + term.Number], vectors[term.Vector + i], sum);
                        }

                        expected[(r * stride) + i] = sum;
                    }
                }

                float[] actual = new float[rows * stride];
                ref float first = ref hasStart ? ref start[0] : ref Unsafe.NullRef<float>();
                MatrixProduct.Run(ref numbers[0], 7, terms, ref vectors[0], ref first, ref actual[0], stride, rows, columns);
                Assert.Equal(expected, actual);

                // Machines with wide registers use this path only in this test.
                float[] narrow = new float[rows * stride];
                for (int r = 0; r < rows; r += NarrowMatrixTile.MostRows)
                {
                    for (int c = 0; c < columns; c++)
                    {
                        ref float begin = ref hasStart ? ref start[r] : ref Unsafe.NullRef<float>();
                        NarrowMatrixTile.Run(
                            Math.Min(2, rows - r),
                            ref numbers[r * 7],
                            7,
                            terms,
                            ref vectors[c * Lanes.Count],
                            ref begin,
                            ref narrow[(r * stride) + (c * Lanes.Count)],
                            stride);
                    }
                }

                Assert.Equal(expected, narrow);
            }
        }
    }

    /// <summary>All numbers of rows and columns up to three tiles.</summary>
    [Fact]
    public void A_lane_product_adds_in_sixteen_lanes()
    {
        for (int rows = 1; rows <= 9; rows++)
        {
            for (int columns = 1; columns <= 9; columns++)
            {
                ProductRuns runs = new(
                    Count: 1 + (rows % 3), Length: Lanes.Count * (1 + ((rows * columns) % 16)), RowStep: 300, ColumnStep: 270);
                const int rowStride = 1000;
                float[] left = Random(rows * rowStride, "left");
                float[] right = Random(1000, "right");
                int[] offsets = [.. Enumerable.Range(0, columns).Select(j => j * 5)];
                float[] expected = new float[rows * columns];
                for (int r = 0; r < rows; r++)
                {
                    for (int j = 0; j < columns; j++)
                    {
                        expected[(r * columns) + j] = ScalarReference.LaneSum(runs.Count * runs.Length, (t, sum) =>
                        {
                            (int run, int i) = (t / runs.Length, t % runs.Length);
                            return MathF.FusedMultiplyAdd(
                                left[(r * rowStride) + (run * runs.RowStep) + i], right[offsets[j] + (run * runs.ColumnStep) + i], sum);
                        });
                    }
                }

                float[] actual = new float[rows * columns];
                LaneProduct.Run(ref left[0], rowStride, ref right[0], offsets, runs, ref actual[0], rows);
                Assert.Equal(expected, actual);
                Assert.Equal(expected[^1], NarrowLaneTile.Run(ref left[(rows - 1) * rowStride], ref right[offsets[^1]], runs));
            }
        }
    }

    [Fact]
    public void A_row_sum_adds_in_sixty_four_lanes()
    {
        for (int length = 0; length <= Longest * 2; length += Lanes.Count)
        {
            float[] rows = Random(3 * length, "rows");
            float[] actual = new float[3];
            if (length > 0)
            {
                RowSum.Run(ref rows[0], length, ref actual[0], 3);
            }

            Assert.Equal(
                Enumerable.Range(0, 3).Select(r => ScalarReference.WideLaneSum(length, (t, sum) => sum + rows[(r * length) + t])), actual);
        }
    }

    [Fact]
    public void A_transposition_moves_every_number_and_touches_nothing_else()
    {
        for (int columns = 1; columns <= Longest; columns++)
        {
            int count = Lanes.Count * (1 + (columns % 3));
            int[] rows = [.. Enumerable.Range(0, count).Select(i => ((i * 7) % count) * columns)];
            float[] input = Random(count * columns, "input");
            int stride = count + 1;
            float[] actual = new float[columns * stride];
            Transposition.Run(ref input[0], rows, columns, ref actual[0], stride, rows.AsSpan(0, Lanes.Count));
            float[] expected = new float[columns * stride];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    expected[(j * stride) + i] = input[rows[i] + j];
                }
            }

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void A_rectifier_lets_through_what_is_positive_and_what_is_no_number()
    {
        float[] values =
        [
            .. Random(Longest, "values"),
            0,
            -0f,
            float.NaN,
            float.PositiveInfinity,
            float.NegativeInfinity,
            1e-45f,
            -1e-45f,
            .. new float[9],
        ];
        float[] outputs = [.. values];
        float[] gradient = Random(values.Length, "gradient");
        float[] back = [.. gradient];
        Rectifier.Forward(ref outputs[0], outputs.Length);
        Rectifier.Backward(ref outputs[0], ref back[0], back.Length);
        Assert.Equal(values.Select(v => v <= 0 ? 0 : v), outputs);
        Assert.Equal(gradient.Select((g, i) => values[i] <= 0 ? 0 : g), back);
    }

    /// <summary>Values of few kinds, so that many cells have a tie.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void A_cell_sends_its_gradient_to_the_first_of_the_largest(int size)
    {
        const int lanes = 4 * Lanes.Count;
        float[] cell = [.. Random(size * lanes, "cell").Select(v => MathF.Round(v))];
        float[] gradient = Random(lanes, "gradient");
        int[] offsets = [.. Enumerable.Range(0, size).Select(k => k * lanes)];
        float[] largest = new float[lanes];
        float[] cellGradient = new float[size * lanes];
        CellMaximum.Forward(ref cell[0], [0], offsets, ref largest[0], lanes);
        CellMaximum.Backward(ref cell[0], [0], offsets, ref largest[0], ref gradient[0], ref cellGradient[0], lanes);
        for (int lane = 0; lane < lanes; lane++)
        {
            float[] here = [.. offsets.Select(o => cell[o + lane])];
            Assert.Equal(here.Max(), largest[lane]);
            int first = Array.IndexOf(here, here.Max());
            Assert.Equal(offsets.Select((_, k) => k == first ? gradient[lane] : 0), offsets.Select(o => cellGradient[o + lane]));
        }
    }

    [Fact]
    public void A_cell_with_what_is_no_number_is_none()
    {
        float[] cell = new float[3 * Lanes.Count];
        (cell[5], cell[17], cell[35]) = (float.NaN, float.NaN, float.NaN);
        float[] largest = new float[Lanes.Count];
        CellMaximum.Forward(ref cell[0], [0], [0, Lanes.Count, 2 * Lanes.Count], ref largest[0], Lanes.Count);
        Assert.Equal([1, 3, 5], largest.Index().Where(v => float.IsNaN(v.Item)).Select(v => v.Index));
    }

    /// <summary>
    /// The mean of the batch and its gradient against double precision. Lanes after the batch have no gradient.
    /// </summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(15, 3)]
    [InlineData(16, 10)]
    [InlineData(50, 10)]
    [InlineData(64, 100)]
    public void Cross_entropy_and_its_gradient_follow_their_definition(int count, int classCount)
    {
        const int lanes = 64;
        float[] outputs = [.. Random(classCount * lanes, "outputs").Select(z => 20 * z)];
        int[] labels = [.. Enumerable.Range(0, count).Select(b => (b * 5) % classCount)];
        float[] gradient = Random(outputs.Length, "before");
        double loss = SoftmaxCrossEntropy.Run(ref outputs[0], classCount, lanes, labels, ref gradient[0]);
        double expectedLoss = 0;
        for (int b = 0; b < lanes; b++)
        {
            double[] z = [.. Enumerable.Range(0, classCount).Select(c => (double)outputs[(c * lanes) + b])];
            double sum = z.Sum(v => Math.Exp(v - z.Max()));
            expectedLoss += b < count ? ReferenceClassifier.CrossEntropy(z, labels[b]) : 0;
            for (int c = 0; c < classCount; c++)
            {
                double expected = b < count ? ((Math.Exp(z[c] - z.Max()) / sum) - (labels[b] == c ? 1 : 0)) / count : 0;
                Assert.Equal(expected, gradient[(c * lanes) + b], 2e-7);
            }
        }

        Assert.Equal(expectedLoss, loss, 1e-6 * count);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Outputs_that_are_not_finite_have_no_finite_loss(float value)
    {
        float[] outputs = new float[3 * Lanes.Count];
        outputs[Lanes.Count + 2] = value;
        float[] gradient = new float[outputs.Length];
        Assert.False(double.IsFinite(SoftmaxCrossEntropy.Run(ref outputs[0], 3, Lanes.Count, new int[4], ref gradient[0])));
    }

    [Fact]
    public void Of_equal_outputs_the_lower_class_is_said()
    {
        const int classCount = 7;
        for (int count = 1; count <= 48; count++)
        {
            float[] outputs = [.. Random(classCount * 48, FormattableString.Invariant($"outputs {count}")).Select(z => MathF.Round(z))];
            int[] said = [.. Enumerable.Range(0, count).Select(b =>
            {
                float[] z = [.. Enumerable.Range(0, classCount).Select(c => outputs[(c * 48) + b])];
                return Array.IndexOf(z, z.Max());
            })];
            Assert.Equal(count, ArgMax.CorrectCount(ref outputs[0], classCount, 48, said));
            Assert.Equal(
                count - ((count + 1) / 2),
                ArgMax.CorrectCount(ref outputs[0], classCount, 48, [.. said.Select((s, i) => i % 2 == 0 ? s + 1 : s)]));
        }
    }

    private static float[] Random(int length, string name)
    {
        RandomStream stream = new("test", FormattableString.Invariant($"{name} {length}"));
        return [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextNormal())];
    }
}
