using System.Globalization;
using System.Runtime.Intrinsics;
using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Losses;
using Sans.Core.Random;

namespace Sans.Tests.Core;

/// <summary>Values and slopes of the training losses. The vectors are those of docs/method/extensions.md, section 8.</summary>
public sealed class LossTests
{
    private static readonly double[] Residuals = [0.5, -2, 0, 1];

    public static TheoryData<LossConfig> All => [.. Losses];

    /// <summary>Every loss of the schema, with the defaults of its parameters.</summary>
    internal static IEnumerable<LossConfig> OfSchema =>
        LossSchemas.All.Select(v => new LossConfig(
            v.Name,
            new([.. v.Parameters.Keys.Select(k => new Parameter(k.Name, double.Parse(k.Default!, CultureInfo.InvariantCulture)))])));

    private static IEnumerable<LossConfig> Losses => [.. OfSchema, HuberOf(0.2), HuberOf(1e-6), HuberOf(1e6)];

    [Fact]
    public void Every_loss_of_the_schema_has_a_file_and_the_other_way_round() =>
        Assert.Equal(LossSchemas.All.Select(v => v.Name).Order(), LossRegistry.Names.Order());

    [Fact]
    public void Mean_absolute_error_has_the_values_of_the_specification() => Check(LossConfig.MeanAbsoluteError, 3.5, [1, -1, 0, 1]);

    [Fact]
    public void Mean_squared_error_has_the_values_of_the_specification() => Check(new("mse"), 5.25, [1, -4, 0, 2]);

    [Fact]
    public void Huber_has_the_values_of_the_specification() => Check(HuberOf(1), 2.125, [0.5, -1, 0, 1]);

    [Fact]
    public void Log_cosh_has_the_values_of_the_specification() => Check(new("log_cosh"), 1.878898, [0.4621172, -0.9640276, 0, 0.7615942]);

    [Fact]
    public void A_small_delta_makes_huber_a_multiple_of_the_absolute_error()
    {
        (ILoss huber, double[] signs) = (LossRegistry.Of(HuberOf(1e-6)), [1, -1, 0, 1]);
        Assert.Equal(signs, Residuals.Select(r => huber.Slope<double, ScalarArithmetic>(r) / 1e-6));
    }

    /// <summary>Central differences, away from the corners of the absolute error and of Huber.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_slope_is_the_derivative_of_the_value(LossConfig config)
    {
        ILoss loss = LossRegistry.Of(config);
        RandomStream stream = new("test", "loss");
        for (int i = 0; i < 2_000; i++)
        {
            double r = Math.ScaleB(stream.NextNormal(), stream.NextInt32(12) - 6);
            r += Math.CopySign(1e-3, r);
            double step = 1e-5 * Math.Max(1, Math.Abs(r));
            double slope = (Value(loss, r + step) - Value(loss, r - step)) / (2 * step);
            Assert.Equal(slope, loss.Slope<double, ScalarArithmetic>(r), 1e-6 * Math.Max(1, Math.Abs(slope)));
        }

        Assert.Equal(0, Value(loss, 0), 1e-16);
        Assert.Equal(0, loss.Slope<double, ScalarArithmetic>(0));
    }

    /// <summary>
    /// The slopes of the engine equal those of the scalar form. A residual that is not a number gives no number, or the
    /// sign 0.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Sixteen_slopes_are_those_of_each(LossConfig config)
    {
        ILoss loss = LossRegistry.Of(config);
        RandomStream stream = new("test", "lanes");
        float[] r = new float[16];
        for (int i = 0; i < 2_000; i++)
        {
            r = [.. r.Select(_ => (float)Math.ScaleB(stream.NextNormal(), stream.NextInt32(24) - 16))];
            Vector512<float> slopes = loss.Slope<Vector512<float>, LaneArithmetic>(Vector512.Create(r));
            Assert.All(r, (x, lane) => Assert.Equal(loss.Slope<double, ScalarArithmetic>(x), slopes[lane], 3e-7 * Math.Abs(slopes[lane])));
        }

        Assert.Equal(0, loss.Slope<Vector512<float>, LaneArithmetic>(default)[0]);
        Assert.Equal(loss.HasSigns ? 0 : float.NaN, loss.Slope<Vector512<float>, LaneArithmetic>(Vector512.Create(float.NaN))[0]);
    }

    private static void Check(LossConfig config, double sum, double[] slopes)
    {
        ILoss loss = LossRegistry.Of(config);
        Assert.Equal(sum, Residuals.Sum(r => Value(loss, r)), 1e-6);
        Assert.Equal(slopes, Residuals.Select(r => Math.Round(loss.Slope<double, ScalarArithmetic>(r), 7)));
    }

    private static double Value(ILoss loss, double residual) => loss.Value<double, ScalarArithmetic>(residual);

    private static LossConfig HuberOf(double delta) => new("huber", new(new Parameter("delta", delta)));
}
