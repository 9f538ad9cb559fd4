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

    /// <summary>The filters, or <see langword="null"/> where a value is out of range.</summary>
    public SignalFilters? Read()
    {
        bool isRight = Detrend is null or "constant" or "linear"
            && BandPassHz is null or [_, _]
            && (BandPassHz is not [var low, var high] || low < high)
            && FilterOrder is null or (>= 1 and <= LargestOrder)
            && NotchHz is null or { Length: <= MostNotches }
            && NotchQuality is null or (>= 1 and <= 1_000)
            && new[] { HighPassHz, LowPassHz, ResampleHz }.OfType<double>().Concat(BandPassHz ?? []).Concat(NotchHz ?? [])
                .All(f => f is > 0 and <= LargestRate);
        return !isRight ? null : new SignalFilters
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
