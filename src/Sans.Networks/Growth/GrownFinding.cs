using System.Globalization;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Networks.Growth;

/// <summary>The answers of the tables of networks that grow.</summary>
internal static class GrownFinding
{
    /// <summary>The gain of each growth over its first kernel, or <see langword="null"/> where no row has a result.</summary>
    public static TableFinding? Of(IReadOnlyList<GrowthRow> rows)
    {
        GrowthRow[] measured = [.. rows.Where(r => r.Results.Count > 0)];
        if (measured.Length == 0)
        {
            return null;
        }

        string[] sentences = [.. measured.Select(Sentence)];
        int helped = measured.Count(r => Gain(r).Mean < 0);
        return new TableFinding(
            sentences.Length == 1
                ? sentences[0]
                : FormattableString.Invariant($"Growing lowers test φ in {helped} of {measured.Length} rows, at most by ")
                    + $"{N(Math.Max(0, -measured.Min(r => Gain(r).Mean)))}.",
            sentences);
    }

    /// <summary>The forgetting of earlier phases by each network, or <see langword="null"/> where no row has a result.</summary>
    public static TableFinding? Of(IReadOnlyList<ContinualRow> rows, int phases)
    {
        // The last phase has nothing behind it.
        ContinualRow[] measured = [.. rows.Where(r => r.Phase < phases - 1 && r.Results.Count > 0)];
        if (measured.Length == 0)
        {
            return null;
        }

        string[] sentences = [.. measured.Select(r => $"{r.Plan[0].SettingText}: test φ of {r.Dataset} is {Number(r.After(r.Phase)!.Value)} after its "
            + $"own phase and {Number(r.After(phases - 1)!.Value)} after the last one{Seeds(r.Results.Count)}.")];
        var forgetting = measured
            .GroupBy(r => r.Plan[0].SettingText)
            .Select(g => (Name: g.Key, Mean: g.Average(Forgotten)))
            .OrderBy(g => g.Mean)
            .ToArray();
        (string Name, double Mean) least = forgetting[0], most = forgetting[^1];
        return new TableFinding(
            sentences.Length == 1
                ? sentences[0]
                : $"{least.Name} forgets least: φ of earlier phases changes by {N(least.Mean)}"
                    + (forgetting.Length == 1 ? "." : $". {most.Name} forgets most: it changes by {N(most.Mean)}."),
            sentences);

        double Forgotten(ContinualRow row) => row.After(phases - 1)!.Value.Mean - row.After(row.Phase)!.Value.Mean;
    }

    private static string Sentence(GrowthRow row)
    {
        double count = row.Over(r => r.Network.Kernels.Count)!.Value.Mean;
        SeedStatistic gain = Gain(row);
        string size = N(Math.Abs(gain.Mean));
        string beside = size.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? "as with" : $"{size} {(gain.Mean < 0 ? "below" : "above")} that of";
        string kernels = FormattableString.Invariant($"{count:0.#} {(count == 1 ? "kernel" : "kernels")}");
        return $"{row.Name}: {kernels}, with test φ {Number(row.Over(r => r.Network.Test.MeanPhi)!.Value)}{Seeds(row.Results.Count)}, "
            + $"{beside} the first kernel alone.";
    }

    private static SeedStatistic Gain(GrowthRow row) => row.Over(r => r.Network.Test.MeanPhi - r.Stages[0].Test.MeanPhi)!.Value;

    private static string Seeds(int count) => count > 1 ? string.Create(CultureInfo.InvariantCulture, $" over {count} seeds") : "";

    private static string Number(SeedStatistic of) =>
        N(of.Mean) + (of.StandardDeviation is { } deviation ? " ± " + PhiColumns.Number.WriteSpread(deviation) : "");

    private static string N(double value) => PhiColumns.Number.Write(value);
}
