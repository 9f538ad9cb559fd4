using Sans.Core.Models;

namespace Sans.Data.Filters;

/// <summary>The filters of a signal, designed for its rate: trend, cascade, resampling, in this order.</summary>
internal sealed class FilterChain
{
    private readonly SignalFilters _filters;
    private readonly IReadOnlyList<Section> _cascade;

    /// <summary>Designs the filters.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="rate">Samples per second, where it is known.</param>
    /// <param name="name">The recording, for messages.</param>
    /// <exception cref="DatasetException">The rate is unknown, or a frequency or a rate does not fit it.</exception>
    public FilterChain(SignalFilters filters, double? rate, string name)
    {
        (_filters, SampleRateHz) = (filters, filters.ResampleHz ?? rate);
        if (!filters.HasCascade && filters.ResampleHz is null)
        {
            _cascade = [];
            return;
        }

        if (rate is not { } known)
        {
            throw new DatasetException(
                $"{name}: a filter in hertz needs the sample rate, which is unknown; 'sample_rate_hz' (--rate) or 'time_column' gives it");
        }

        foreach (double frequency in FrequenciesOf(filters))
        {
            if (!(frequency > 0 && frequency < known / 2))
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{name}: a filter at {frequency} Hz needs a rate above {2 * frequency} Hz, but the rate is {known} Hz. A frequency ")
                        + FormattableString.Invariant($"must be above 0 and below half the rate"));
            }
        }

        _cascade = FilterDesign.Cascade(filters, known);
        if (filters.ResampleHz is { } wanted && wanted != known)
        {
            (int up, int down) = Resampler.RatioOf(known, wanted) ?? throw new DatasetException(FormattableString.Invariant(
                $"{name}: {known} Hz cannot be resampled to {wanted} Hz: no whole numbers up to {Resampler.Largest:N0} have their ratio"));
            Resampler = new Resampler(up, down);
        }
    }

    /// <summary>Samples per second behind the filters, where it is known.</summary>
    public double? SampleRateHz { get; }

    /// <summary>The change of the rate, or <see langword="null"/> for none.</summary>
    public Resampler? Resampler { get; }

    /// <summary>The shortest piece of samples that can be filtered.</summary>
    public int ShortestPiece => _cascade.Count > 0 ? ZeroPhase.Padding(_cascade) + 1
        : _filters.Detrend == Detrending.Linear ? 2 : 1;

    /// <summary>The first filtered sample that is not before a sample.</summary>
    public long PlaceOf(long sample) => Resampler?.PlaceOf(sample) ?? sample;

    /// <summary>The last sample that is not behind a filtered sample.</summary>
    public long SampleOf(long filtered) => Resampler is { } resampler ? filtered * resampler.Down / resampler.Up : filtered;

    /// <summary>Filters a piece without missing samples, and hands on the result.</summary>
    /// <param name="tape">The samples, at least <see cref="ShortestPiece"/>. They are changed.</param>
    /// <param name="start">The place of the first one in the recording.</param>
    /// <param name="take">Takes the result and tells whether it wants more.</param>
    public void Apply(SampleTape tape, long start, Func<ReadOnlySpan<double>, bool> take)
    {
        Trend.Subtract(tape, _filters.Detrend);
        if (_cascade.Count > 0)
        {
            ZeroPhase.Apply(tape, _cascade);
        }

        if (Resampler is not null)
        {
            Resampler.Apply(tape, start, take);
            return;
        }

        for (int block = 0; block < tape.BlockCount && take(tape.Block(block)); block++)
        {
        }
    }

    private static IEnumerable<double> FrequenciesOf(SignalFilters filters) =>
    [
        .. filters.BandPassHz is var (low, high) ? (double[])[low, high] : [],
        .. filters.HighPassHz is { } least ? (double[])[least] : [],
        .. filters.LowPassHz is { } greatest ? (double[])[greatest] : [],
        .. filters.NotchHz,
    ];
}
