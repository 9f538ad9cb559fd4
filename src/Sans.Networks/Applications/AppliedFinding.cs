using Sans.Reports.Tables;

namespace Sans.Networks.Applications;

/// <summary>The answer of a table of applied networks: the best of them beside the best baseline.</summary>
internal static class AppliedFinding
{
    private const string Percent = " %";

    /// <summary>The answer, or <see langword="null"/> where no network has a score.</summary>
    /// <param name="application">The application. Its last judged column is the measure.</param>
    /// <param name="rows">The rows of the table.</param>
    public static TableFinding? Of(Application application, IReadOnlyList<AppliedRow> rows)
    {
        Column measure = application.Columns.Last(c => c.Better != Better.Neither);
        string[] sentences =
        [
            .. from dataset in rows.Where(r => r.Over(measure.Name) is not null).GroupBy(r => r.Dataset)
               where dataset.Any(r => r.Network is not null)
               select Sentence(application, measure, [.. dataset]),
        ];
        return sentences.Length == 0 ? null : new TableFinding(Summary(application, measure, rows, sentences), sentences);
    }

    private static string Sentence(Application application, Column measure, AppliedRow[] rows)
    {
        AppliedRow network = Best(application, measure, rows.Where(r => r.Network is not null))!;
        string chosen = application.Choice is null ? "" : ", chosen on validation,";
        string sentence = $"{network.Dataset}: {NameOf(network)}{chosen} has {Words(measure)} {Number(measure, network)}"
            + (network.Scores.Count > 1 ? FormattableString.Invariant($" over {network.Scores.Count} seeds") : "");
        if (Best(application, measure, rows.Where(r => r.Network is null)) is not { } baseline)
        {
            return sentence + ".";
        }

        double difference = Gain(measure, network, baseline);
        string size = measure.Format.Write(Math.Abs(difference));
        string beside = size.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? "equal to" : $"{size} {(difference > 0 ? "better" : "worse")} than";
        return $"{sentence}, {beside} the best baseline {baseline.Method} with {Number(measure, baseline)}.";
    }

    private static string Summary(Application application, Column measure, IReadOnlyList<AppliedRow> rows, string[] sentences)
    {
        if (sentences.Length == 1)
        {
            return sentences[0];
        }

        int better = rows.Where(r => r.Over(measure.Name) is not null).GroupBy(r => r.Dataset).Count(dataset =>
            Best(application, measure, dataset.Where(r => r.Network is not null)) is { } network
            && Best(application, measure, dataset.Where(r => r.Network is null)) is { } baseline
            && Gain(measure, network, baseline) > 0);
        return FormattableString.Invariant(
            $"By {Words(measure)}, a network is better than the best baseline on {better} of {sentences.Length} datasets.");
    }

    /// <summary>The row that is chosen on validation, or the best one where nothing is chosen.</summary>
    private static AppliedRow? Best(Application application, Column measure, IEnumerable<AppliedRow> rows)
    {
        Column order = application.Columns.FirstOrDefault(c => c.Name == application.Choice) ?? measure;
        return rows
            .Where(r => r.Over(order.Name) is not null)
            .MinBy(r => (order.Better == Better.Higher ? -1 : 1) * r.Over(order.Name)!.Value.Mean);
    }

    private static double Gain(Column measure, AppliedRow network, AppliedRow baseline) =>
        (measure.Better == Better.Higher ? 1 : -1) * (network.Over(measure.Name)!.Value.Mean - baseline.Over(measure.Name)!.Value.Mean);

    private static string NameOf(AppliedRow row) => row.Network is not { } network ? row.Method : $"{row.Method} ({string.Join(", ", (string[])[
        network.Activation,
        .. network.Settings.Select(s => $"{s.Name} {s.Text}"),
        FormattableString.Invariant($"q = {network.KernelCount}"),
        $"m = {network.KernelSizeText}",
    ])})";

    private static string Words(Column measure) => measure.Title.Replace(Percent, "", StringComparison.Ordinal);

    private static string Number(Column measure, AppliedRow row)
    {
        SeedStatistic of = row.Over(measure.Name)!.Value;
        string spread = of.StandardDeviation is { } deviation ? " ± " + measure.Format.WriteSpread(deviation) : "";
        return measure.Format.Write(of.Mean) + spread + (measure.Title.EndsWith(Percent, StringComparison.Ordinal) ? Percent : "");
    }
}
