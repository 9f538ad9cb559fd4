using System.Runtime.Intrinsics;
using Sans.Core.Numerics;
using Sans.Core.Random;

namespace Sans.Tests.Core;

public sealed class PortableMathTests
{
    private const int Samples = 20_000;

    [Fact]
    public void Logarithm_agrees_with_the_platform()
    {
        RandomStream stream = new("test", "log");
        for (int i = 0; i < Samples; i++)
        {
            double x = Math.ScaleB(0.5 + stream.NextUniform(), stream.NextInt32(2000) - 1000);
            Assert.Equal(Math.Log(x), PortableMath.Log(x), 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))));
        }

        Assert.Equal(0, PortableMath.Log(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.Epsilon)]
    public void Logarithm_refuses_what_has_none(double x) => Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Log(x));

    [Fact]
    public void Exponential_agrees_with_the_platform()
    {
        RandomStream stream = new("test", "exp");
        for (int i = 0; i < Samples; i++)
        {
            double x = 1400 * (stream.NextUniform() - 0.5);
            Assert.Equal(1, PortableMath.Exp(x) / Math.Exp(x), 1e-15);
        }

        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Exp(-800));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(800));
    }

    /// <summary>Every 499th float32 number with a normal e^x, and the ends of the range.</summary>
    [Fact]
    public void Sixteen_exponentials_are_within_two_units_in_the_last_place()
    {
        float[] x = new float[16];
        for (uint bits = 0; bits < BitConverter.SingleToUInt32Bits(88); bits += 16 * 499)
        {
            for (uint lane = 0; lane < 16; lane++)
            {
                x[lane] = BitConverter.UInt32BitsToSingle(bits + (lane * 499)) * (lane % 2 == 0 ? 1 : -1);
                x[lane] = Math.Clamp(x[lane], -87, 88);
            }

            Vector512<float> actual = PortableMath.Exp(Vector512.Create(x));
            for (int lane = 0; lane < 16; lane++)
            {
                double expected = PortableMath.Exp((double)x[lane]);
                double unit = MathF.BitIncrement((float)expected) - (float)expected;
                Assert.True(Math.Abs(actual[lane] - expected) <= 2 * unit, $"e^{x[lane]:R} = {expected:R}, not {actual[lane]:R}");
            }
        }

        Vector512<float> ends = PortableMath.Exp(Vector512.Create(
            0, -0f, float.NaN, float.NegativeInfinity, float.PositiveInfinity, -87.1f, 88.1f, -1e30f, 1e30f, 1e-45f, 0, 0, 0, 0, 0, 0));
        Assert.Equal(
            [1, 1, float.NaN, 0, float.PositiveInfinity, 0, float.PositiveInfinity, 0, float.PositiveInfinity, 1],
            Enumerable.Range(0, 10).Select(i => ends[i]));
        Assert.Equal(0x402D_F854u, BitConverter.SingleToUInt32Bits(PortableMath.Exp(Vector512<float>.One)[0]));
    }

    [Fact]
    public void Cosine_and_sine_agree_with_the_platform()
    {
        RandomStream stream = new("test", "cosine");
        for (int i = 0; i < Samples; i++)
        {
            double turns = 20 * (stream.NextUniform() - 0.5);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), PortableMath.CosineOfTurns(turns), 3e-14);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), PortableMath.SineOfTurns(turns), 3e-14);
        }

        Assert.Equal([1, 0, -1, 0, 1], Quarters(PortableMath.CosineOfTurns));
        Assert.Equal([0, 1, 0, -1, 0], Quarters(PortableMath.SineOfTurns));

        static double[] Quarters(Func<double, double> function) => [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(t => function(t) + 0.0)];
    }

    /// <summary>
    /// The bits that every machine must give. The value of e is off by one unit in the last place, as documented.
    /// </summary>
    [Fact]
    public void Bits_are_pinned()
    {
        Assert.Equal(0x3FE6_2E42_FEFA_39EFL, BitConverter.DoubleToInt64Bits(PortableMath.Log(2)));
        Assert.Equal(0x4005_BF0A_8B14_576AL, BitConverter.DoubleToInt64Bits(PortableMath.Exp(1)));
        Assert.Equal(0x3FE6_A09E_667F_3BCDL, BitConverter.DoubleToInt64Bits(PortableMath.CosineOfTurns(0.125)));
    }

    /// <summary>Against Wichura's algorithm in another language.</summary>
    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.975, 1.9599639845400536)]
    [InlineData(1e-3, -3.090232306167813)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(0.999999999999, 7.0344869100478356)]
    [InlineData(0.9250001, 1.4395321773759004)]
    [InlineData(0.075, -1.4395314709384557)]
    public void Normal_quantiles_are_known(double probability, double expected) =>
        Assert.Equal(expected, NormalQuantile.Of(probability), 1e-14 * Math.Max(1, Math.Abs(expected)));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Normal_quantiles_refuse_what_is_no_probability(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalQuantile.Of(probability));
}
