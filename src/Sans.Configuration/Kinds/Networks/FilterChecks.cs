using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules on the filters of a dataset. A rate that only a file knows is checked when it is read.</summary>
internal static class FilterChecks
{
    private static readonly string[] Cutoffs = [FilterSchemas.BandPass, FilterSchemas.HighPass, FilterSchemas.LowPass];

    /// <summary>Runs every check.</summary>
    /// <param name="context">Receives the mistakes.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="path">The key path of the dataset.</param>
    public static void Run(CheckContext context, DatasetConfig dataset, string path)
    {
        BandHasTwoEnds(context, dataset, path);
        BandIsGivenOnce(context, dataset, path);
        DetailsHaveFilters(context, dataset, path);
        FrequenciesFitRate(context, dataset, path);
    }

    private static void BandHasTwoEnds(CheckContext context, DatasetConfig dataset, string path)
    {
        double[] band = NumbersOf(dataset, FilterSchemas.BandPass);
        if (band.Length > 0 && (band.Length != 2 || band[0] >= band[1]))
        {
            context.Report(
                DiagnosticRules.OutOfRange,
                [$"{path}.{FilterSchemas.BandPass}"],
                $"'{path}.{FilterSchemas.BandPass}' is two frequencies, the lower first, such as [0.5, 40]; found "
                    + $"[{string.Join(", ", band.Select(ValueSchema.Format))}]. '{FilterSchemas.HighPass}' and '{FilterSchemas.LowPass}' "
                        + "have one");
        }

        if (NumbersOf(dataset, FilterSchemas.HighPass) is { Length: > 0 } least
            && NumbersOf(dataset, FilterSchemas.LowPass) is { Length: > 0 } greatest
            && least.Max() >= greatest.Min())
        {
            context.Report(
                DiagnosticRules.Contradiction,
                [$"{path}.{FilterSchemas.HighPass}"],
                $"'{FilterSchemas.HighPass}' reaches {ValueSchema.Format(least.Max())} and '{FilterSchemas.LowPass}' "
                    + $"{ValueSchema.Format(greatest.Min())}; nothing passes both. The first must be below the second");
        }
    }

    private static void BandIsGivenOnce(CheckContext context, DatasetConfig dataset, string path)
    {
        foreach (string other in new[] { FilterSchemas.HighPass, FilterSchemas.LowPass }.Where(k => dataset.Parameters.Has(k)))
        {
            if (dataset.Parameters.Has(FilterSchemas.BandPass))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [$"{path}.{other}"],
                    $"'{FilterSchemas.BandPass}' and '{other}' both cut the band; give one of them");
            }
        }
    }

    private static void DetailsHaveFilters(CheckContext context, DatasetConfig dataset, string path)
    {
        foreach ((string detail, string[] filters) in new[]
        {
            (FilterSchemas.Order, Cutoffs), (FilterSchemas.NotchQuality, (string[])[FilterSchemas.Notch]),
        })
        {
            if (dataset.Parameters.Has(detail) && !filters.Any(f => dataset.Parameters.Has(f)))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [$"{path}.{detail}"],
                    $"'{detail}' is about {string.Join(", ", filters.Select(f => $"'{f}'"))}, which the dataset does not have; remove it, "
                        + "or add a filter");
            }
        }
    }

    private static void FrequenciesFitRate(CheckContext context, DatasetConfig dataset, string path)
    {
        double[] rates = NumbersOf(dataset, RecordingSchemas.SampleRate);
        foreach (string key in rates.Length == 0 ? [] : (string[])[.. Cutoffs, FilterSchemas.Notch])
        {
            if (NumbersOf(dataset, key) is { Length: > 0 } frequencies && frequencies.Max() >= rates.Min() / 2)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [$"{path}.{key}"],
                    $"'{key}' is {ValueSchema.Format(frequencies.Max())}, but '{RecordingSchemas.SampleRate}' is "
                        + $"{ValueSchema.Format(rates.Min())}; a frequency is below half the rate, {ValueSchema.Format(rates.Min() / 2)}");
            }
        }
    }

    /// <summary>The values of a key, together or one at a time.</summary>
    private static double[] NumbersOf(DatasetConfig dataset, string key) =>
        dataset.Parameters.FirstOrDefault(p => p.Name == key) is { } parameter
            ? [.. (parameter.Value is ListedValues list ? list.Items : parameter.Values).Cast<double>()]
            : [];
}
