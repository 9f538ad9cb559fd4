using System.Runtime.Intrinsics;
using Sans.Configuration;
using Sans.Core.Losses;
using Sans.Core.Numerics;
using Sans.Core.Random;
using Sans.Cpu;
using Sans.Cpu.Operations;

namespace Sans.Tests.Cpu;

/// <summary>Each operation against its scalar reference, over all lengths from 0 to 256.</summary>
public sealed class OperationTests
{
    private const int Longest = 256;
    private static readonly int Margin = Workspace.MarginFor(Longest);

    public static TheoryData<int> KernelSizes =>
    [
        1,
        2,
        3,
        4,
        7,
        8,
        9,
        10,
        11,
        12,
        15,
        16,
        17,
        20,
        23,
        24,
        25,
        31,
        32,
        33,
        48,
        64,
        75,
        100,
        255,
        256,
    ];

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void Correlation_is_one_chain_per_output_in_the_order_of_the_taps(int kernelSize)
    {
        float[] taps = Random(kernelSize, "taps");
        PaddedBuffer tapBuffer = Buffer(taps);
        for (int n = 0; n <= Longest; n++)
        {
            float[] signal = Random(n, "signal");
            float[] start = Random(n, "start");
            int shift = (kernelSize - 1) / 2;
            foreach (bool isAccumulating in new[] { false, true })
            {
                PaddedBuffer output = Buffer(start);
                Correlation.Run(ref Buffer(signal).At(-shift), ref tapBuffer.At(0), kernelSize, ref output.At(0), n, isAccumulating);
                float[] expected = ScalarReference.Correlate(signal, shift, taps, isAccumulating ? start : new float[n]);
                Assert.Equal(expected, output.Span.ToArray());

                // Machines with wide registers use this path only in this test.
                PaddedBuffer narrow = Buffer(start);
                for (int i = 0; i < n; i += NarrowTile.Size)
                {
                    NarrowTile.Run(ref Buffer(signal).At(i - shift), ref tapBuffer.At(0), kernelSize, ref narrow.At(i), isAccumulating);
                }

                Assert.Equal(expected, narrow.Span.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void The_sparse_decoder_is_one_chain_per_output(int kernelSize)
    {
        float[] kernel = Random(kernelSize, "kernel");
        PaddedBuffer reversed = Buffer([.. kernel.Reverse()]);
        for (int n = 1; n <= Longest; n++)
        {
            float[] similarity = Random(n, "similarity");
            int[] support = Support(n);
            float[] map = new float[n];
            Array.ForEach(support, p => map[p] = similarity[p]);
            float[] start = Random(n, "start");
            PaddedBuffer reconstruction = Buffer(start);
            SparseDecoder.Add(support, ref Buffer(similarity).At(0), reversed, kernelSize, kernelSize / 2, reconstruction);
            Assert.Equal(ScalarReference.CorrelateAscending(map, (kernelSize - 1) / 2, kernel, start), reconstruction.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void The_map_gradient_is_a_dot_product_in_sixteen_lanes(int kernelSize)
    {
        float[] reversedKernel = Random(kernelSize, "kernel");
        for (int n = 1; n <= Longest; n++)
        {
            float[] sign = Signs(n);
            int[] support = Support(n);
            PaddedBuffer sparse = new(n, Margin);
            MapGradient.RunSparse(support, Buffer(reversedKernel), kernelSize, kernelSize / 2, Buffer(sign), sparse);
            foreach (int p in support)
            {
                float expected = ScalarReference.LaneSum(
                    kernelSize,
                    (k, sum) => MathF.FusedMultiplyAdd(reversedKernel[k], ScalarReference.At(sign, p - (kernelSize / 2) + k), sum));
                Assert.Equal(expected, sparse.At(p));
            }

            PaddedBuffer dense = new(n, Margin);
            MapGradient.RunDense(Buffer(reversedKernel), kernelSize, kernelSize / 2, Buffer(sign), dense);
            Assert.Equal(ScalarReference.Correlate(sign, kernelSize / 2, reversedKernel, new float[n]), dense.Span.ToArray());
        }
    }

    /// <summary>The taps are kernels, as for a dense map, or a map, as in the gradient of a kernel.</summary>
    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void A_correlation_with_signs_looks_up_groups_of_four(int kernelSize)
    {
        PaddedBuffer tables = new(Lanes.Count * SignTables.CountFor(Longest), 0);
        float[] kernel = Random(kernelSize, "kernel");
        for (int n = 1; n <= Longest; n++)
        {
            float[] sign = [.. Random(n, "signs").Select(v => v < 0 ? -1f : 1f)];
            PaddedBuffer pattern = new(n, Margin);
            Assert.True(SignPattern.TryRun(Buffer(sign), pattern));
            foreach (bool isAccumulating in new[] { false, true })
            {
                Check(sign, pattern, kernelSize / 2, kernel, n, isAccumulating);
                Check(sign, pattern, (kernelSize - 1) / 2, Random(n, "map"), kernelSize, isAccumulating);
            }
        }

        void Check(float[] sign, PaddedBuffer pattern, int shift, float[] taps, int outputCount, bool isAccumulating)
        {
            float[] start = Random(outputCount, "start");
            float[] expected = ScalarReference.CorrelateSigns(sign, shift, taps, isAccumulating ? start : new float[outputCount]);
            PaddedBuffer tapBuffer = Buffer(taps), output = Buffer(start);
            SignCorrelation.Run(
                pattern, shift, ref tapBuffer.At(0), taps.Length, ref output.At(0), outputCount, ref tables.At(0), isAccumulating);
            Assert.Equal(expected, output.Span.ToArray());

            // Machines with wide registers use this path only in this test.
            PaddedBuffer narrow = Buffer(start);
            for (int i = 0; i < outputCount; i += NarrowSignTile.Size)
            {
                NarrowSignTile.Run(
                    ref pattern.At(i - shift), ref tapBuffer.At(0), SignTables.CountFor(taps.Length), ref narrow.At(i), isAccumulating);
            }

            SignCorrelation.SubtractOutside(sign.Length, shift, ref tapBuffer.At(0), taps.Length, ref narrow.At(0), outputCount);
            Assert.Equal(expected, narrow.Span.ToArray());
        }
    }

    [Fact]
    public void Signs_have_a_pattern_unless_one_is_zero()
    {
        for (int n = 1; n <= Longest; n++)
        {
            float[] sign = Signs(n);
            PaddedBuffer pattern = Buffer(new float[n]);
            Assert.Equal(!sign.Contains(0), SignPattern.TryRun(Buffer(sign), pattern));
            for (int t = -4; t < n + 4; t++)
            {
                bool isLastNegative = ScalarReference.At(sign, t + 3) < 0;
                int expected = Enumerable.Range(0, 3).Sum(b => ScalarReference.At(sign, t + b) < 0 != isLastNegative
                    ? 1 << b
                    : 0) | (isLastNegative ? int.MinValue | 8 : 0);
                Assert.Equal(expected, BitConverter.SingleToInt32Bits(pattern.At(t)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void The_sparse_kernel_gradient_is_one_chain_per_lag(int kernelSize)
    {
        for (int n = 1; n <= Longest; n++)
        {
            (float[] similarity, float[] delta, float[] signal, float[] sign) = (Random(n, "s"), Random(n, "d"), Random(n, "x"), Signs(n));
            int[] support = Support(n);
            (float[] encoder, float[] decoder) = (Random(kernelSize, "e"), Random(kernelSize, "f"));
            (PaddedBuffer e, PaddedBuffer d) = (Buffer(encoder), Buffer(decoder));
            SparseKernelGradient.Add(
                support,
                ref Buffer(similarity).At(0),
                Buffer(delta),
                Buffer(signal),
                Buffer(sign),
                kernelSize,
                kernelSize / 2,
                0,
                kernelSize,
                e,
                d);
            for (int u = 0; u < kernelSize; u++)
            {
                foreach (int p in support)
                {
                    encoder[u] = MathF.FusedMultiplyAdd(delta[p], ScalarReference.At(signal, p - ((kernelSize - 1) / 2) + u), encoder[u]);
                    decoder[u] = MathF.FusedMultiplyAdd(similarity[p], ScalarReference.At(sign, p - (kernelSize / 2) + u), decoder[u]);
                }
            }

            Assert.Equal(encoder, e.Span.ToArray());
            Assert.Equal(decoder, d.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void The_dense_kernel_gradient_is_dot_products_or_a_correlation(int kernelSize)
    {
        int shift = kernelSize / 2;
        for (int n = 1; n <= Longest; n++)
        {
            (float[] map, float[] signal, float[] start) = (Random(n, "a"), Random(n, "x"), Random(kernelSize, "e"));
            PaddedBuffer gradient = Buffer(start);
            DenseKernelGradient.Add(ref Buffer(map).At(0), n, ref Buffer(signal).At(-shift), kernelSize, kernelSize, ref gradient.At(0));
            float[] expected = kernelSize > 64
                ? ScalarReference.Correlate(signal, shift, map, start)
                : [.. start.Select((e, u) => e + ScalarReference.LaneSum(
                    n, (p, sum) => MathF.FusedMultiplyAdd(map[p], ScalarReference.At(signal, p + u - shift), sum)))];
            Assert.Equal(expected, gradient.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void Both_uses_of_a_kernel_carry_gradient(int kernelSize)
    {
        (float[] encoder, float[] decoder) = (Random(kernelSize, "e"), Random(kernelSize, "d"));
        PaddedBuffer gradient = Buffer(encoder);

        // Tiles may write after the last element. That must not change the zeros after a kernel.
        gradient.At(kernelSize) = 7;
        KernelGradient.Combine(gradient, Buffer(decoder), kernelSize, isReversed: true, 0.25f);
        Assert.Equal(encoder.Select((e, u) => (e + decoder[kernelSize - 1 - u]) * 0.25f), gradient.Span.ToArray());
        Assert.Equal(0, kernelSize % Lanes.Count == 0 ? 0 : gradient.At(kernelSize));
    }

    [Fact]
    public void Kept_values_stay_and_are_counted()
    {
        for (int n = 1; n <= Longest; n++)
        {
            foreach (int[] support in new[] { Support(n), [.. Enumerable.Range(0, n)], [.. Enumerable.Range(0, n).Where(p => p % 40 > 7)] })
            {
                float[] values = [.. Signs(n)];
                PaddedBuffer map = Buffer(Random(n, "before"));
                KeptValues.Copy(support, values, map);
                Assert.Equal(values.Select((v, p) => support.Contains(p) ? v : 0), map.Span.ToArray());

                // Some of these values are zeros, which no longer distinguish kept positions. The other values have no
                // zeros.
                float[] gradient = Random(n, "gradient");
                foreach (float[] activations in new[] { values, gradient })
                {
                    PaddedBuffer activationMap = new(n, Margin), keptGradient = new(n, Margin);
                    KeptValues.Copy(support, activations, activationMap);
                    KeptValues.Copy(support, activationMap, Buffer(gradient), keptGradient);
                    Assert.Equal(gradient.Select((v, p) => support.Contains(p) ? v : 0), keptGradient.Span.ToArray());
                    Assert.Equal(0, keptGradient.At(n));
                }

                int expected = support.Count(p => values[p] != 0);
                Assert.Equal(expected, NonZeroCount.Of(support, values));
                Assert.Equal(expected, NonZeroCount.Of(map));
            }
        }
    }

    [Fact]
    public void Absolute_sums_and_errors_are_summed_in_lanes()
    {
        for (int n = 0; n <= Longest; n++)
        {
            (float[] x, float[] r) = (Random(n, "x"), Random(n, "r"));
            if (n > 2)
            {
                r[2] = x[2];
            }

            Assert.Equal(ScalarReference.LaneSum(n, (t, sum) => sum + Math.Abs(x[t])), AbsoluteSum.Of(Buffer(x)));

            // Decoders may write after the last sample. Those values must not count.
            PaddedBuffer reconstruction = Buffer(r);
            reconstruction.At(n) = 7;
            PaddedBuffer sign = new(n, Margin);
            float error = ReconstructionError.Run(default(MeanAbsoluteError), reconstruction, Buffer(x), sign);
            Assert.Equal(ScalarReference.WideLaneSum(n, (t, sum) => sum + Math.Abs(r[t] - x[t])), error);
            Assert.Equal(r.Zip(x, (a, b) => (float)Math.Sign(a - b)), sign.Span.ToArray());
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_reconstruction_that_is_not_finite_has_no_finite_error(float value) =>
        Assert.False(float.IsFinite(
            ReconstructionError.Run(default(MeanAbsoluteError), Buffer([1, value, 2]), Buffer([1, 2, 3]), new PaddedBuffer(3, Margin))));

    [Fact]
    public void Adam_follows_its_definition()
    {
        AdamConfig settings = new(LearningRate: 0.01, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8);
        const int kernelSize = 100;
        float[][] kernels = [Random(kernelSize, "first"), [.. Random(kernelSize, "second").Reverse()]];
        PaddedBuffer[] weights = [.. kernels.Select(Buffer)];
        double[][] w = [.. kernels.Select(k => k.Select(v => (double)v).ToArray())];
        double[][] first = [.. kernels.Select(_ => new double[kernelSize])], second = [.. kernels.Select(_ => new double[kernelSize])];
        Adam adam = new(kernels.Select(k => k.Length), settings);
        for (int step = 1; step <= 20; step++)
        {
            adam.NextStep();
            for (int kernel = 0; kernel < kernels.Length; kernel++)
            {
                float[] gradient = Random(kernelSize, FormattableString.Invariant($"gradient {kernel} {step}"));
                adam.Update(kernel, ref weights[kernel].At(0), ref Buffer(gradient).At(0), kernelSize);
                for (int i = 0; i < kernelSize; i++)
                {
                    ref double m = ref first[kernel][i], v = ref second[kernel][i];
                    m = (0.9 * m) + (0.1 * gradient[i]);
                    v = (0.999 * v) + (0.001 * gradient[i] * gradient[i]);
                    w[kernel][i] -= 0.01 * (m / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8);
                }
            }
        }

        for (int kernel = 0; kernel < kernels.Length; kernel++)
        {
            Assert.All(weights[kernel].Span.ToArray().Zip(w[kernel]), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
            Assert.Equal(0, weights[kernel].At(kernelSize));
        }
    }

    /// <summary>All operands, including the ends of the range and sums half-way between two numbers.</summary>
    [Fact]
    public void The_fused_multiply_add_has_the_same_bits_without_an_instruction()
    {
        RandomStream stream = new("test", "fused");
        for (int i = 0; i < 200_000; i++)
        {
            (float a, float b, float c) = (Any(), Any(), Any());
            c = (i % 3) switch { 0 => c, 1 => a * b * (1 + (stream.NextInt32(5) * 3e-8f)), _ => -a * b };
            float expected = MathF.FusedMultiplyAdd(a, b, c);
            float actual = Fused.MultiplyAddInDouble(Vector128.Create(a), Vector128.Create(b), Vector128.Create(c)).ToScalar();
            Assert.True(
                float.IsNaN(expected)
                    ? float.IsNaN(actual)
                    : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual),
                $"{a:R} * {b:R} + {c:R}: {expected:R}, not {actual:R}");
        }

        float Any() => stream.NextInt32(4) == 0 ? BitConverter.UInt32BitsToSingle(stream.NextUInt32()) : (float)stream.NextNormal();
    }

    private static PaddedBuffer Buffer(float[] values)
    {
        PaddedBuffer buffer = new(values.Length, Margin);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    private static float[] Random(int length, string name)
    {
        RandomStream stream = new("test", FormattableString.Invariant($"{name} {length}"));
        return [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextNormal())];
    }

    private static float[] Signs(int length) => [.. Random(length, "signs").Select(v => (float)Math.Sign(Math.Round(v)))];

    private static int[] Support(int length)
    {
        RandomStream stream = new("test", FormattableString.Invariant($"support {length}"));
        return [.. Enumerable.Range(0, length).Where(_ => stream.NextUniform() < 0.3)];
    }
}
