using System.ComponentModel.DataAnnotations;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Data;
using Sans.Framework;

namespace Sans.Tests.Framework;

/// <summary>Settings of a trainer that cannot be used are refused before the training, with the value that was found.</summary>
public sealed class TrainerSettingTests
{
    private static readonly float[] Signal = [.. Enumerable.Range(0, 240).Select(t => MathF.Sin(t * 0.3f) + (0.1f * (t % 7)))];

    [Fact]
    public void A_setting_out_of_range_is_named_with_its_value()
    {
        Refuses("Kernels is 0; it must be at least 1", new(default) { Kernels = 0 });
        Refuses("KernelSizes has 0; it must be at least 1", new(default) { KernelSizes = [5, 0] });
        Refuses("Samples is -5; it must be at least 1", new(default) { Samples = -5 });
        Refuses("Jobs is 0; it must be at least 1", new(default) { Jobs = 0 });
        Refuses("Seed is -1; it must be at least 0", new(default) { Seed = -1 });
        Refuses("LearningRate is NaN; it must be above 0 and finite", new(default) { LearningRate = double.NaN });
        Refuses("Normalization is 99; it must be one of None, Standardize, Unit, Symmetric", new(default)
        {
            Normalization = (Normalization)99,
        });
        Refuses(
            "Samples is 12,000, but the 4,294,967,296 windows of Split take 4,294,967,296,000",
            new(default) { Split = (int.MaxValue, int.MaxValue, 2) });
        Refuses(
            "the longest kernel has 1,001 samples, but WindowLength is 1,000; a kernel must fit in a window", new(default) { KernelSize = 1001 });
        Refuses("Scales: the scale NaN is not a number from 0.1 to 10", new(default) { Scales = [double.NaN, 1] });
        Refuses(
            "Scales need the activation Extrema, without a refit",
            new(new Extrema(Refit: SupportRefit.LeastSquares)) { Scales = [1, 2] });
        Assert.Throws<ArgumentException>(() => new SanTrainer<Extrema>(default) { KernelSizes = [] });
        Assert.Throws<ArgumentNullException>(() => new SanTrainer<Extrema>(default) { KernelSizes = null! });
        Assert.Throws<ArgumentNullException>(() => new SanTrainer<Extrema>(default) { Scales = null! });
        Assert.Throws<ArgumentNullException>(() => new SanTrainer<Extrema>(default) { Label = null! }.Fit(Signal));
        Assert.Throws<ArgumentNullException>(() => new SanTrainer<Extrema>(default).Fit((Recording)null!));
    }

    [Fact]
    public void Filters_out_of_range_are_refused()
    {
        Refuses("Filters: 'band_pass_hz' is [20, 10]; the first number must be below the second", With(new() { BandPassHz = (20, 10) }));
        Refuses("Filters: 'filter_order' is 0; it must be from 1 to 12", With(new() { LowPassHz = 10, Order = 0 }));
        Refuses("Filters: 'notch_quality' is 0; it must be from 1 to 1000", With(new() { NotchHz = [10], NotchQuality = 0 }));
        Refuses("Filters: 'notch_hz' is null; it must be a list", With(new() { NotchHz = null! }));
        Refuses("Filters: 'detrend' is '9'; it must be constant or linear", With(new() { Detrend = (Detrending)9 }));
        Refuses("Filters: a frequency is NaN Hz; it must be above 0 and at most 1000000000 Hz", With(new() { LowPassHz = double.NaN }));

        static SanTrainer<Extrema> With(SignalFilters filters) => new(default) { Filters = filters };
    }

    /// <summary>The file of such a model could not be read.</summary>
    [Fact]
    public void A_parameter_of_the_activation_out_of_range_is_refused()
    {
        Refuses("the parameter 'border_tolerance' of 'extrema' is -5; it must be from 0 to 1000000", Small(new Extrema(-5)));
        Refuses("the parameter 'k' of 'top_k_absolutes' is 0; it must be from 1 to 2147483647", Small(new TopKAbsolutes(0)));
        Refuses("the parameter 'refit' of 'extrema' is 99; it must be one of none, least_squares", Small(new Extrema(Refit: (SupportRefit)99)));
        Refuses("the parameter 'qrs_share' of 'heart' is NaN; it must be finite", Small(new Heart(float.NaN)));
        Refuses("the parameter 'share' of Lost has no property of its name, so a model cannot hold it", Small(new Lost(1)));
        Assert.Equal("qrs_share", Assert.Single(OneActivation<Heart>.ConfigOf(new Heart(0.25f, 0.5f)).Parameters).Name);
        Assert.Equal(
            Assert.Single(ActivationRegistry.Instance.Schemas.Single(a => a.Name == "heart").Parameters).Name,
            Assert.Single(OneActivation<Heart>.ConfigOf(new Heart(0.5f)).Parameters).Name);
    }

    [Fact]
    public void A_signal_that_is_too_short_is_told_by_the_names_of_C_sharp()
    {
        string message = Assert.Throws<DatasetException>(() => new SanTrainer<Extrema>(default).Fit(Signal)).Message;
        Assert.Equal(
            "the array has 240 samples, but Samples asks for 12,000; give more, or set Samples, WindowLength and Split to less", message);
    }

    /// <summary>Keys of YAML would be no help.</summary>
    [Fact]
    public void A_signal_that_cannot_be_used_gets_advice_of_C_sharp()
    {
        Assert.Equal("the array: sample 7 is missing. Choose other samples", Message([.. Signal[..7], float.NaN, .. Signal[8..]]));
        Assert.Equal(
            "the array: samples 0 to 19 are all equal; a window without variance cannot be standardized. Choose other samples or "
                + "Normalization.None",
            Message(new float[240]));

        static string Message(float[] signal) =>
            Assert.Throws<DatasetException>(() => Small(new Extrema(1)).Fit(signal)).Message;
    }

    /// <summary>A trainer keeps its own copy of lists.</summary>
    [Fact]
    public void A_trainer_is_immutable()
    {
        List<int> sizes = [5];
        SanTrainer<Extrema> trainer = new(default) { KernelSizes = sizes };
        sizes[0] = 9;
        Assert.Equal(5, trainer.KernelSize);
    }

    private static SanTrainer<T> Small<T>(T activation)
        where T : struct, ISparseActivation =>
        new(activation) { KernelSize = 5, Samples = 240, WindowLength = 20, Epochs = 1 };

    private static void Refuses(string message, SanTrainer<Extrema> trainer) => Refuses<Extrema>(message, trainer);

    private static void Refuses<T>(string message, SanTrainer<T> trainer)
        where T : struct, ISparseActivation =>
        Assert.StartsWith(
            message, Assert.ThrowsAny<ArgumentException>(() => trainer.Fit(Signal)).Message, StringComparison.Ordinal);
}

/// <summary>Heart: has a parameter whose name begins with an abbreviation.</summary>
[SparseActivation("heart")]
internal readonly record struct Heart([Range(0.0, 1.0)] float QRSShare) : ISparseActivation
{
    /// <summary>A further constructor, which no file knows.</summary>
    public Heart(float first, float second)
        : this(first + second)
    {
    }

    public void Select(in SelectionContext context, ref SupportBuilder support) => support.Add(0);
}

/// <summary>Lost: has a parameter that cannot be read back.</summary>
[SparseActivation("lost")]
internal readonly struct Lost(int share) : ISparseActivation
{
    public void Select(in SelectionContext context, ref SupportBuilder support) => support.Add(share);
}
