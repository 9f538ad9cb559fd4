using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Training;
using Sans.Networks.Applications;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Reports.Tables;

namespace Sans.Networks.Forecasts;

/// <summary>Continues signals from their events, beside forecasts that need no network.</summary>
/// <param name="config">The horizons and the history.</param>
internal sealed class ForecastApplication(ForecastConfig config) : Application
{
    private const string Validation = "validation_nmae";

    // Methods of periods use this many further samples.
    private const int PeriodSamples = 1_000;

    private static readonly int[] Orders = [64, 320];

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns { get; } =
    [
        new(Validation, "validation NMAE", ColumnRole.Measure, "NMAE over the origins of the validation part, as a mean over horizons.")
        {
            Format = NumberFormat.Digits(3),
            Better = Better.Lower,
        },
        .. config.Horizons.Select(h => new Column(
            NameOf(h),
            FormattableString.Invariant($"NMAE {h}"),
            ColumnRole.Measure,
            FormattableString.Invariant($"Σ|x̂ - x| / Σ|x| over {h} samples behind each origin of the test part. 1 is a forecast of zero."))
        {
            Format = NumberFormat.Digits(3),
            Better = Better.Lower,
        }),
    ];

    /// <inheritdoc/>
    public override string Choice => Validation;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Legend =>
    [
        "NMAE of the signal with mean 0 and deviation 1 over the training part; 1 is a forecast of zero",
        "seasonal: the last period again; ar: autoregression by least squares on the training part",
        "events: events at their usual interval and amplitude; period, mean_of_two: the last reconstructed period or two",
        "what does not beat seasonal and ar is no gain",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<MethodScore> Baselines(string dataset, LoadedData data, CancellationToken cancellationToken)
    {
        ForecastSignal signal = new(data.RawSignals[dataset], config);
        AutoRegression[] regressions = [.. Orders.Where(o => signal.Train.Length > 2 * o).Select(o => new AutoRegression(signal.Train, o))];
        return
        [
            Of("zero", signal, (_, count) => new double[count], cancellationToken),
            Of("last", signal, (past, count) => [.. Enumerable.Repeat(past[^1], count)], cancellationToken),
            Of("seasonal", signal, (past, count) => Season.Repeat(
                past, Season.Of(past.AsSpan()[^config.History..]), count), cancellationToken),
            .. regressions.Select(r => Of(
                FormattableString.Invariant($"ar_{r.Order}"), signal, (past, count) => r.Continue(past, count), cancellationToken)),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MethodScore> Of(NetworkResult network, LoadedData data, IActivationRegistry activations)
    {
        ForecastSignal signal = new(data.RawSignals[network.Trial.Dataset], config);
        SanNetwork plain = new(
            network.Kernels, network.Trial.Activation, network.Trial.Readings is { UseTransposedDecoder: true }, WindowLength: 1);
        return
        [
            Of("events", signal, (past, count) => FromEvents(Encode(past, config.History), plain, count), CancellationToken.None),
            Of("period", signal, (past, count) => FromPeriods(past, count, 1), CancellationToken.None),
            Of("mean_of_two", signal, (past, count) => FromPeriods(past, count, 2), CancellationToken.None),
        ];

        double[] FromPeriods(double[] past, int count, int periods) => Season.Repeat(
            [.. Encode(past, config.History + PeriodSamples).Reconstruction.Select(v => (double)v)],
            Season.Of(past.AsSpan()[^config.History..]),
            count,
            periods);

        TracedExample Encode(double[] past, int length)
        {
            float[] last = [.. past[^length..].Select(v => (float)v)];
            return TracedExample.Of(network, activations, last, ExampleShape.Signal(last.Length));
        }
    }

    private static string NameOf(int horizon) => FormattableString.Invariant($"nmae_{horizon}");

    /// <summary>Forecasts from events. Old events reach into the forecast with their tails, and new ones follow them.</summary>
    private static double[] FromEvents(TracedExample traced, SanNetwork network, int count)
    {
        double[] forecast = new double[count];
        int length = traced.Input.Length;
        for (int i = 0; i < traced.Kernels.Count; i++)
        {
            // Later positions have seen zeros behind the end.
            int behind = network.Kernels[i].Length - 1 - network.Left(i);
            (long Position, float Amplitude)[] old =
            [
                .. traced.Kernels[i].ActivationMap.Index()
                    .Where(a => a.Item != 0 && a.Index <= length - 1 - behind)
                    .Select(a => ((long)a.Index, a.Item)),
            ];
            float[] atom = network.Atom(i);
            foreach ((long position, double amplitude) in old.Select(e => (e.Position, (double)e.Amplitude))
                .Concat(EventForecast.Of(old, length + count + atom.Length)))
            {
                long first = position - network.AtomShift(i) - length;
                for (long u = Math.Max(0, -first); u < Math.Min(atom.Length, count - first); u++)
                {
                    forecast[first + u] += amplitude * atom[u];
                }
            }
        }

        return forecast;
    }

    private MethodScore Of(
        string method, ForecastSignal signal, Func<double[], int, double[]> forecast, CancellationToken cancellationToken)
    {
        double[] validation = signal.Errors(signal.ValidationOrigins, forecast, cancellationToken);
        double[] test = signal.Errors(signal.TestOrigins, forecast, cancellationToken);
        return Score(
            method,
            [(Validation, validation.Average()), .. config.Horizons.Select((h, i) => (NameOf(h), test[i]))]);
    }

    /// <summary>A signal with one normalisation, and the origins of its forecasts.</summary>
    private sealed class ForecastSignal
    {
        private readonly double[] _samples;
        private readonly ForecastConfig _config;

        public ForecastSignal(SignalSplit split, ForecastConfig config)
        {
            _config = config;
            float[] raw = WholeSignal.Of(split);
            int train = split.Train.Samples.Length;
            double mean = raw.Take(train).Sum(v => (double)v) / train;
            double deviation = Math.Sqrt(raw.Take(train).Sum(v => (v - mean) * (v - mean)) / (train - 1));
            _samples = deviation > 0
                ? [.. raw.Select(v => (v - mean) / deviation)]
                : throw new TrialFailedException("the training part is constant, so that it has no normalisation");
            int test = train + split.Validation.Samples.Length;
            (Train, ValidationOrigins, TestOrigins) = (_samples[..train], Origins(train, test), Origins(test, raw.Length));
        }

        public double[] Train { get; }

        public int[] ValidationOrigins { get; }

        public int[] TestOrigins { get; }

        /// <summary>NMAE of each horizon over origins.</summary>
        public double[] Errors(int[] origins, Func<double[], int, double[]> forecast, CancellationToken cancellationToken)
        {
            double[] errors = new double[_config.Horizons.Count], magnitudes = new double[errors.Length];
            foreach (int origin in origins)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double[] found = forecast(_samples[..origin], _config.Horizons.Max());
                for (int h = 0; h < errors.Length; h++)
                {
                    for (int k = 0; k < _config.Horizons[h]; k++)
                    {
                        errors[h] += Math.Abs(found[k] - _samples[origin + k]);
                        magnitudes[h] += Math.Abs(_samples[origin + k]);
                    }
                }
            }

            return [.. errors.Zip(magnitudes, (e, m) => e / m)];
        }

        private int[] Origins(int start, int end)
        {
            List<int> origins = [];
            for (int origin = start; origin + _config.Horizons.Max() <= end; origin += _config.Step)
            {
                origins.Add(origin);
            }

            return [.. origins];
        }
    }
}
