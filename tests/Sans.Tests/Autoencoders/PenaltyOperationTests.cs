using System.Runtime.Intrinsics;
using Sans.Autoencoders.Operations;
using Sans.Configuration;
using Sans.Core.Numerics;
using Sans.Core.Random;

namespace Sans.Tests.Autoencoders;

/// <summary>
/// The vector operations of the autoencoder against the scalar loops of their documentation, to the bit.
/// </summary>
public sealed class PenaltyOperationTests
{
    [Fact]
    public void Products_are_chains_of_fused_multiply_adds()
    {
        foreach (int columns in new[] { 8, 16, 24, 40 })
        {
            foreach (int rows in new[] { 1, 3, 4, 5, 9 })
            {
                foreach (int depth in new[] { 0, 1, 2, 7, 64 })
                {
                    double[] a = Numbers(rows * depth, "a"), b = Numbers(depth * columns, "b"), c = Numbers(rows * columns, "c");
                    double[] expected = [.. c];
                    for (int m = 0; m < rows; m++)
                    {
                        for (int n = 0; n < columns; n++)
                        {
                            for (int k = 0; k < depth; k++)
                            {
                                expected[(m * columns) + n] = Math.FusedMultiplyAdd(
                                    a[(m * depth) + k], b[(k * columns) + n], expected[(m * columns) + n]);
                            }
                        }
                    }

                    double[] direct = [.. c];
                    DoubleProduct.Add(a, depth, 1, b, direct, rows, depth, columns);
                    Assert.Equal(expected, direct);

                    double[] transposed = new double[rows * depth], fromTransposed = [.. c];
                    DoubleTransposition.Run(a, Math.Max(depth, 1), transposed, rows, depth == 0 ? 0 : rows, depth);
                    DoubleProduct.Add(transposed, 1, rows, b, fromTransposed, rows, depth, columns);
                    Assert.Equal(expected, fromTransposed);
                }
            }
        }
    }

    [Fact]
    public void A_product_stays_in_its_matrices() =>
        Assert.Throws<IndexOutOfRangeException>(() => DoubleProduct.Add(new double[7], 4, 1, new double[32], new double[16], 2, 4, 8));

    [Fact]
    public void Sparse_encoder_goes_through_the_features_ascending()
    {
        for (int stride = 8; stride <= 64; stride += 8)
        {
            int[] features = [1, 4, 5];
            float[] values = [1, -2.5f, 0.75f];
            double[] weights = Numbers(6 * stride, "w"), bias = Numbers(stride, "bias"), code = new double[stride];
            SparseEncoder.Run(features, values, weights, bias, code);
            double[] gradient = Numbers(6 * stride, "g"), expectedGradient = [.. gradient];
            SparseEncoder.AddGradient(features, values, code, gradient);
            for (int j = 0; j < stride; j++)
            {
                double sum = bias[j];
                for (int i = 0; i < features.Length; i++)
                {
                    sum = Math.FusedMultiplyAdd(values[i], weights[(features[i] * stride) + j], sum);
                    ref double slope = ref expectedGradient[(features[i] * stride) + j];
                    slope = Math.FusedMultiplyAdd(values[i], code[j], slope);
                }

                Assert.Equal(sum, code[j]);
            }

            Assert.Equal(expectedGradient, gradient);
        }
    }

    [Fact]
    public void Sums_have_the_documented_order()
    {
        for (int length = 8; length <= 256; length += 8)
        {
            double[] row = Numbers(length, "row");
            double[] lanes = new double[8];
            for (int n = 0; n < length; n++)
            {
                lanes[n % 8] += row[n];
            }

            Assert.Equal(
                ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7])), Sums.OfRow(row));

            double[] rows = Numbers(3 * length, "rows"), total = Numbers(length, "total");
            double[] expected = [.. total.Select((t, n) => ((t + rows[n]) + rows[length + n]) + rows[(2 * length) + n])];
            Sums.AddRows(rows, total);
            Assert.Equal(expected, total);

            double[] squares = new double[length], magnitudes = new double[length];
            ErrorSums.Add(rows, squares, magnitudes);
            for (int n = 0; n < length; n++)
            {
                Assert.Equal(Math.FusedMultiplyAdd(
                    rows[(2 * length) + n],
                    rows[(2 * length) + n],
                    Math.FusedMultiplyAdd(rows[length + n], rows[length + n], rows[n] * rows[n])), squares[n]);
                Assert.Equal(Math.Abs(rows[n]) + Math.Abs(rows[length + n]) + Math.Abs(rows[(2 * length) + n]), magnitudes[n]);
            }
        }
    }

    /// <summary>The error is within the documented bound, and the same in every lane.</summary>
    [Fact]
    public void Exponential_is_within_two_units_in_the_last_place()
    {
        RandomStream stream = new("test", "exponential");
        for (int i = 0; i < 10_000; i++)
        {
            double t = stream.NextUniform() * (i % 2 == 0 ? 1 : 700);
            double value = DecayingExponential.Of(Vector512.Create(t)).ToScalar();
            double expected = PortableMath.Exp(-t);
            Assert.InRange(value, expected * (1 - 1.1e-15), expected * (1 + 1.1e-15));
        }

        Assert.Equal(1, DecayingExponential.Of(Vector512<double>.Zero).ToScalar());
        Assert.InRange(DecayingExponential.Of(Vector512.Create(double.PositiveInfinity)).ToScalar(), 0, 1e-307);
        Assert.True(double.IsNaN(DecayingExponential.Of(Vector512.Create(double.NaN)).ToScalar()));
    }

    [Theory]
    [InlineData(-800)]
    [InlineData(-3.5)]
    [InlineData(0)]
    [InlineData(2.25)]
    [InlineData(800)]
    public void Logistic_and_cross_entropy_do_not_overflow(double a)
    {
        double e = PortableMath.Exp(-Math.Abs(a));
        double y = a >= 0 ? 1 / (1 + e) : e / (1 + e);
        Assert.Equal(y, Logistic.Of(a), 1e-15);
        double[] outputs = [.. Enumerable.Repeat(a, 32 * 8)], losses = new double[8];
        OutputProbability.RunAndAddLoss(outputs, losses);
        double expected = 32 * (Math.Max(a, 0) + PortableMath.Log(1 + e));
        Assert.All(losses, loss => Assert.Equal(expected, loss, 1e-12 * Math.Max(1, expected)));
        Assert.All(outputs, o => Assert.Equal(y, o, 1e-15));
    }

    [Fact]
    public void Adam_takes_the_published_step()
    {
        AdamConfig settings = new(0.01, 0.9, 0.999, 1e-8);
        double[] weights = Numbers(24, "weights"), expected = [.. weights], first = new double[24], second = new double[24];
        DoubleAdam adam = new(24, settings);
        for (int step = 1; step <= 5; step++)
        {
            double[] gradient = Numbers(24, FormattableString.Invariant($"gradient {step}"));
            adam.Step(weights, gradient);
            for (int i = 0; i < 24; i++)
            {
                first[i] = (0.9 * first[i]) + (0.1 * gradient[i]);
                second[i] = (0.999 * second[i]) + (0.001 * gradient[i] * gradient[i]);
                expected[i] -= 0.01 * (first[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }

            Assert.All(weights.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-13));
        }
    }

    [Fact]
    public void Unit_norm_scales_each_unit()
    {
        double[] decoder = Numbers(5 * 8, "decoder");
        for (int k = 0; k < 5; k++)
        {
            decoder[(k * 8) + 3] = 0;
        }

        UnitNorm.Run(decoder, new double[8]);
        for (int j = 0; j < 8; j++)
        {
            Assert.Equal(j == 3 ? 0 : 1, Enumerable.Range(0, 5).Sum(k => decoder[(k * 8) + j] * decoder[(k * 8) + j]), 1e-14);
        }
    }

    private static double[] Numbers(int count, string name)
    {
        RandomStream stream = new("test", name);
        return [.. Enumerable.Range(0, count).Select(_ => stream.NextNormal())];
    }
}
