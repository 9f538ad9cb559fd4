using Sans.Configuration;
using Sans.Core.Training;
using Sans.Tests.Cpu;

namespace Sans.Tests.Core;

/// <summary>Initial kernels that are pieces of the training examples.</summary>
public sealed class InitialKernelTests
{
    private const int Length = 40;

    /// <summary>Half of all pieces are loud, and 30 draws do not miss them.</summary>
    [Fact]
    public void Energy_takes_loud_pieces()
    {
        SignalWindows train = Windows(1, 1000);
        int loud = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            Assert.All(Draw(train, KernelInitialization.Energy, seed), k => Assert.True(IsOf(k, train[1])));
            loud += Draw(train, KernelInitialization.Data, seed).Count(k => IsOf(k, train[1]));
        }

        Assert.InRange(loud, 10, 30);
    }

    [Fact]
    public void Energy_is_the_largest_among_pieces_of_which_data_takes_the_first()
    {
        SignalWindows train = Windows(1, 1);
        for (int seed = 0; seed < 20; seed++)
        {
            float[] first = Draw(train, KernelInitialization.Data, seed)[0], largest = Draw(train, KernelInitialization.Energy, seed)[0];
            Assert.True(EnergyOf(train, largest) >= EnergyOf(train, first));
            Assert.Equal(1, largest.Sum(v => (double)v * v), 1e-6);
        }
    }

    [Theory]
    [InlineData(KernelInitialization.Data)]
    [InlineData(KernelInitialization.Energy)]
    public void Examples_of_zeros_give_kernels_of_zeros(KernelInitialization initialization) =>
        Assert.All(Draw(Windows(0, 0), initialization, 0), k => Assert.All(k, v => Assert.Equal(0, v)));

    private static SignalWindows Windows(float first, float second)
    {
        Random random = new(3);
        return new SignalWindows(
            [.. Enumerable.Range(0, 2 * Length).Select(t => (float)(random.NextDouble() + 0.5) * (t < Length ? first : second))], Length);
    }

    private static float[][] Draw(SignalWindows train, KernelInitialization initialization, int seed) =>
        new NetworkRandomness(TestTrials.Of(train.Shape, [new float[5], new float[5]]) with
        {
            Seed = seed,
            Readings = new ReadingsConfig(initialization, false, KernelDecoder.Transposed),
        }).DrawKernels(train);

    private static bool IsOf(float[] kernel, ReadOnlySpan<float> window) => PlaceOf(kernel, window) >= 0;

    private static double EnergyOf(SignalWindows train, float[] kernel)
    {
        for (int i = 0; i < train.Count; i++)
        {
            if (PlaceOf(kernel, train[i]) is >= 0 and int place)
            {
                return train[i].Slice(place, kernel.Length).ToArray().Sum(v => (double)v * v);
            }
        }

        throw new ArgumentException("the kernel is no piece of the examples", nameof(kernel));
    }

    private static int PlaceOf(float[] kernel, ReadOnlySpan<float> window)
    {
        for (int p = 0; p + kernel.Length <= window.Length; p++)
        {
            float[] piece = window.Slice(p, kernel.Length).ToArray();
            KernelRenewal.Normalize(piece);
            if (piece.AsSpan().SequenceEqual(kernel))
            {
                return p;
            }
        }

        return -1;
    }
}
