using Sans.Configuration;
using Sans.Core.Random;
using Sans.Cpu.Operations;

namespace Sans.Tests.Cpu;

/// <summary>Each operation against its scalar reference, over all lengths from 0 to 256.</summary>
public sealed class OperationTests
{
    private const int Longest = 256;
    private const int Margin = Longest + 128;

    public static TheoryData<int> KernelSizes => [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 100, 255, 256];

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void Correlation_is_one_chain_per_output(int kernelSize)
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
                Assert.Equal(ScalarReference.Correlate(signal, shift, taps, isAccumulating ? start : new float[n]), output.Span.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void The_sparse_decoder_has_the_bits_of_the_dense_one(int kernelSize)
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
            SparseDecoder.Add(support, ref Buffer(similarity).At(0), reversed, kernelSize, reconstruction);
            Assert.Equal(ScalarReference.Correlate(map, (kernelSize - 1) / 2, kernel, start), reconstruction.Span.ToArray());
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
            MapGradient.RunSparse(support, Buffer(reversedKernel), kernelSize, Buffer(sign), sparse);
            foreach (int p in support)
            {
                float expected = ScalarReference.LaneSum(
                    kernelSize,
                    (k, sum) => MathF.FusedMultiplyAdd(reversedKernel[k], ScalarReference.At(sign, p - (kernelSize / 2) + k), sum));
                Assert.Equal(expected, sparse.At(p));
            }

            PaddedBuffer dense = new(n, Margin);
            MapGradient.RunDense(Buffer(reversedKernel), kernelSize, Buffer(sign), dense);
            Assert.Equal(ScalarReference.Correlate(sign, kernelSize / 2, reversedKernel, new float[n]), dense.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(KernelSizes))]
    public void The_kernel_gradient_is_one_chain_per_lag(int kernelSize)
    {
        for (int n = 1; n <= Longest; n++)
        {
            (float[] similarity, float[] delta, float[] signal, float[] sign) = (Random(n, "s"), Random(n, "d"), Random(n, "x"), Signs(n));
            int[] support = Support(n);
            (float[] encoder, float[] decoder) = (Random(kernelSize, "e"), Random(kernelSize, "f"));
            (PaddedBuffer e, PaddedBuffer d) = (Buffer(encoder), Buffer(decoder));
            KernelGradient.Add(support, ref Buffer(similarity).At(0), Buffer(delta), Buffer(signal), Buffer(sign), kernelSize, e, d);
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

    [Fact]
    public void Absolute_sums_and_errors_have_sixteen_lanes()
    {
        for (int n = 0; n <= Longest; n++)
        {
            (float[] x, float[] r) = (Random(n, "x"), Random(n, "r"));
            if (n > 2)
            {
                r[2] = x[2];
            }

            Assert.Equal(ScalarReference.LaneSum(n, (t, sum) => sum + Math.Abs(x[t])), AbsoluteSum.Of(Buffer(x)));

            // What decoders leave behind the last sample must not count.
            PaddedBuffer reconstruction = Buffer(r);
            reconstruction.At(n) = 7;
            PaddedBuffer sign = new(n, Margin);
            float error = ReconstructionError.Run(reconstruction, Buffer(x), sign);
            Assert.Equal(ScalarReference.LaneSum(n, (t, sum) => sum + Math.Abs(r[t] - x[t])), error);
            Assert.Equal(r.Zip(x, (a, b) => (float)Math.Sign(a - b)), sign.Span.ToArray());
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_reconstruction_that_is_not_finite_has_no_finite_error(float value) =>
        Assert.False(float.IsFinite(ReconstructionError.Run(Buffer([1, value, 2]), Buffer([1, 2, 3]), new PaddedBuffer(3, Margin))));

    [Fact]
    public void Adam_follows_its_definition()
    {
        AdamConfig settings = new(LearningRate: 0.01, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8);
        float[] weights = Random(Longest, "weights");
        double[] w = [.. weights.Select(v => (double)v)];
        double[] first = new double[Longest], second = new double[Longest];
        Adam adam = new(Longest, settings);
        for (int step = 1; step <= 20; step++)
        {
            float[] gradient = Random(Longest, FormattableString.Invariant($"gradient {step}"));
            adam.NextStep();
            adam.Update(0, weights.AsSpan(0, 100), gradient.AsSpan(0, 100));
            adam.Update(100, weights.AsSpan(100), gradient.AsSpan(100));
            for (int i = 0; i < Longest; i++)
            {
                first[i] = (0.9 * first[i]) + (0.1 * gradient[i]);
                second[i] = (0.999 * second[i]) + (0.001 * gradient[i] * gradient[i]);
                w[i] -= 0.01 * (first[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        Assert.All(weights.Zip(w), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
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
