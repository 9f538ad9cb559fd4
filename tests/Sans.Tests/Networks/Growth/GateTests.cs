using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Networks.Growth;

namespace Sans.Tests.Networks.Growth;

/// <summary>The choice of modes for an example (docs/method/extensions.md, 5.2 and 5.5).</summary>
public sealed class GateTests
{
    private static readonly float[] Signal = [0, 1, 2, 1, 0, -1, 1, -1];
    private static readonly float[] First = [0.5f, 1, 0.5f];
    private static readonly float[] Second = [-0.5f, 1, -0.5f];

    private static readonly ActivationConfig Extrema =
        new("extrema", new(new Parameter("border_tolerance", 0L), new Parameter("minimum_extrema_distance", 1L)));

    /// <summary>The vector of 5.5: the first mode alone has the least φ. W is that of both in every subset.</summary>
    [Fact]
    public void The_subset_of_least_phi_is_taken()
    {
        GatedExample chosen = GateOf(ModeGate.Example, First, Second).Of(Signal);
        Assert.Equal(new ValueList<int>(0), chosen.Modes);
        Assert.Equal(1.25, chosen.InverseCompressionRatio);
        Assert.Equal(0.714286, chosen.Score.NormalizedReconstructionLoss, 1e-6);
        Assert.Equal(1.439689, chosen.Score.Phi, 1e-6);

        GatedExample both = GateOf(ModeGate.None, First, Second).Of(Signal);
        Assert.Equal(new ValueList<int>(0, 1), both.Modes);
        Assert.Equal(2.0, both.InverseCompressionRatio);
        Assert.Equal(0.607143, both.Score.NormalizedReconstructionLoss, 1e-6);
        Assert.Equal(2.090125, both.Score.Phi, 1e-6);
    }

    /// <summary>The vector of 5.5 for the second mode, with the charge of the first.</summary>
    [Fact]
    public void A_mode_that_is_silent_is_charged()
    {
        GatedExample alone = GateOf(ModeGate.Example, Second).Of(Signal);
        Assert.Equal(1.125, alone.InverseCompressionRatio);
        Assert.Equal(1.677051, GatedExample.MeanOf([alone], charge: 3 / 8.0).MeanPhi, 1e-6);
    }

    /// <summary>Equal modes have equal φ, so the first of them is taken. Five modes are searched greedily.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Ties_go_to_the_earlier_mode(int count)
    {
        GatedExample chosen = GateOf(ModeGate.Example, [.. Enumerable.Repeat(First, count)]).Of(Signal);
        Assert.Equal(new ValueList<int>(0), chosen.Modes);
    }

    /// <summary>Two bursts, each with its own mode of unit norm: both take part, whatever the search.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Modes_that_help_together_take_part_together(int count)
    {
        float[] wide = [.. Enumerable.Repeat(0.25f, 16)];
        float[] swift = [.. Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? 0.25f : -0.25f)];
        float[] signal = new float[200];
        for (int i = 0; i < 16; i++)
        {
            signal[30 + i] = 1;
            signal[130 + i] = i % 2 == 0 ? 1 : -1;
        }

        ActivationConfig once = new(
            "extrema", new(new Parameter("border_tolerance", 0L), new Parameter("minimum_extrema_distance", 200L)));
        float[][] modes = [wide, .. Enumerable.Repeat(new[] { 0.01f }, count - 2), swift];
        GatedExample chosen = new Gate(
            ModeGate.Example, [.. modes.Select(m => new[] { m })], once, ActivationRegistry.Instance, isTransposed: true).Of(signal);
        Assert.Equal(new ValueList<int>(0, count - 1), chosen.Modes);
        Assert.Equal(0, chosen.AbsoluteError, 1e-5);
    }

    [Fact]
    public void Residuals_are_what_the_chosen_modes_leave()
    {
        float[] twice = [.. Signal, .. Signal];
        float[] residuals = GateOf(ModeGate.Example, First, Second).Residuals(new SignalWindows(twice, Signal.Length));
        float[] made = GateOf(ModeGate.Example, First, Second).Of(Signal).Reconstruction;
        float[] left = [.. Signal.Zip(made, (x, r) => x - r)];
        Assert.Equal([.. left, .. left], residuals);
    }

    private static Gate GateOf(ModeGate kind, params float[][] modes) =>
        new(kind, [.. modes.Select(m => new[] { m })], Extrema, ActivationRegistry.Instance, isTransposed: false);
}
