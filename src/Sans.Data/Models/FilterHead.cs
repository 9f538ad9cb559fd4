using Sans.Core.Models;

namespace Sans.Data.Models;

/// <summary>The filters of a model in its file, by the names of YAML.</summary>
internal sealed record FilterHead
{
    private const int LargestOrder = 12;
    private const int MostNotches = 1_000;
    private const double LargestRate = 1e9;

    public string? Detrend { get; init; }

    public double[]? BandPassHz { get; init; }

    public double? HighPassHz { get; init; }

    public double? LowPassHz { get; init; }

    public int? FilterOrder { get; init; }

    public double[]? NotchHz { get; init; }

    public double? NotchQuality { get; init; }

    public double? ResampleHz { get; init; }

    /// <summary>The form of filters in the file.</summary>
    public static FilterHead Of(SignalFilters filters)
    {
        bool hasOrder = filters.BandPassHz is not null || filters.HighPassHz is not null || filters.LowPassHz is not null;
        return new FilterHead
        {
            Detrend = filters.Detrend == Detrending.None ? null : filters.Detrend.ToString().ToLowerInvariant(),
            BandPassHz = filters.BandPassHz is var (low, high) ? [low, high] : null,
            HighPassHz = filters.HighPassHz,
            LowPassHz = filters.LowPassHz,
            FilterOrder = hasOrder ? filters.Order : null,
            NotchHz = filters.NotchHz.Count > 0 ? [.. filters.NotchHz] : null,
            NotchQuality = filters.NotchHz.Count > 0 ? filters.NotchQuality : null,
            ResampleHz = filters.ResampleHz,
        };
    }

    /// <summary>The mistake in the filters, or <see langword="null"/> where there is none.</summary>
    public string? Mistake()
    {
        double[] frequencies =
            [.. new[] { HighPassHz, LowPassHz, ResampleHz }.OfType<double>().Concat(BandPassHz ?? []).Concat(NotchHz ?? [])];
        return this switch
        {
            { Detrend: not (null or "constant" or "linear") } => $"'detrend' is '{Detrend}'; it must be constant or linear",
            { BandPassHz: not (null or [_, _]) } => $"'band_pass_hz' has {BandPassHz.Length} numbers; it must have two",
            { BandPassHz: [var low, var high] } when !(low < high) =>
                FormattableString.Invariant($"'band_pass_hz' is [{low}, {high}]; the first number must be below the second"),
            { FilterOrder: < 1 or > LargestOrder } =>
                FormattableString.Invariant($"'filter_order' is {FilterOrder}; it must be from 1 to {LargestOrder}"),
            { NotchHz.Length: > MostNotches } =>
                FormattableString.Invariant($"'notch_hz' has {NotchHz.Length} numbers; {MostNotches} are the most"),
            { NotchQuality: not (null or (>= 1 and <= 1_000)) } =>
                FormattableString.Invariant($"'notch_quality' is {NotchQuality}; it must be from 1 to 1000"),
            _ when Array.FindIndex(frequencies, f => f is not (> 0 and <= LargestRate)) is var wrong and >= 0 =>
                FormattableString.Invariant($"a frequency is {frequencies[wrong]} Hz; it must be above 0 and at most {LargestRate:0} Hz"),
            _ => null,
        };
    }

    /// <summary>The filters. They have no mistake.</summary>
    public SignalFilters Read()
    {
        return new SignalFilters
        {
            Detrend = Detrend switch { "constant" => Detrending.Constant, "linear" => Detrending.Linear, _ => Detrending.None },
            BandPassHz = BandPassHz is [var from, var to] ? (from, to) : null,
            HighPassHz = HighPassHz,
            LowPassHz = LowPassHz,
            Order = FilterOrder ?? SignalFilters.UsualOrder,
            NotchHz = NotchHz ?? [],
            NotchQuality = NotchQuality ?? SignalFilters.UsualNotchQuality,
            ResampleHz = ResampleHz,
        };
    }
}
