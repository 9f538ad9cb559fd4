using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Reports.Charts;

namespace Sans.Autoencoders.Tables;

/// <summary>Loss and sparsity of codes over each swept setting: of data, network, training and methods.</summary>
internal static class SweepFigures
{
    private const string HiddenUnits = "hidden";

    private static readonly (SweptMeasure Measure, Func<AutoencoderRow, IEnumerable<double>> Of)[] Measures =
    [
        (Measure("loss", "Loss", "Loss per test example"), r => r.Seeds.Select(s => s.Measures.Loss)),
        (Measure("zeros", "Zeros", "Share of pairs of sample and unit that are exactly zero"), r => r.Seeds.Select(s => s.Measures.Zeros)),
    ];

    /// <summary>Makes two pictures for each swept setting.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="rows">The rows of the table that did not fail.</param>
    public static IEnumerable<Figure> Of(AutoencoderExperiment experiment, IReadOnlyList<AutoencoderRow> rows)
    {
        Dictionary<string, (string Label, ValueList<Parameter> Swept)> data = DataOf(experiment);
        bool hasSweptUnits = rows.Select(r => r.Trial.Model.HiddenUnits).Distinct().Skip(1).Any();
        IEnumerable<AutoencoderMethod> methods = experiment.ExpandVariants().SelectMany(v => v.Experiment.Methods);
        string[] names =
        [
            .. rows.SelectMany(SettingsOf).Select(s => s.Name).Distinct(),
            .. methods.SelectMany(m => m.Parameters).Where(p => p.Values.Count > 1).Select(p => p.Name).Distinct(),
        ];
        return
            from name in names
            from measure in Measures
            let figure = SweepFigure.Of(name, measure.Measure, rows.Select(r => PointOf(r, measure.Of)))
            where figure is not null
            select figure;

        IEnumerable<Parameter> SettingsOf(AutoencoderRow row) =>
        [
            .. data[row.Trial.Dataset].Swept,
            .. row.Trial.Settings,
            .. hasSweptUnits ? [new Parameter(HiddenUnits, (long)row.Trial.Model.HiddenUnits)] : (Parameter[])[],
        ];

        SweepPoint PointOf(AutoencoderRow row, Func<AutoencoderRow, IEnumerable<double>> measure) => new(
            row.Trial.Dataset,
            data[row.Trial.Dataset].Label,
            new(SettingsOf(row)),
            told => (row.Method with { Parameters = told }).ToString(),
            row.Method.Parameters,
            [.. measure(row)]);
    }

    /// <summary>For each label, the name of the dataset without its swept values, and these values.</summary>
    private static Dictionary<string, (string Label, ValueList<Parameter> Swept)> DataOf(AutoencoderExperiment experiment) =>
        experiment.Datasets
            .SelectMany(dataset => (experiment with { Datasets = new(dataset) }).ExpandDatasets().Select(point => (dataset, point)))
            .ToDictionary(d => d.point.Label, d => (d.dataset.Label, d.point.Swept), StringComparer.Ordinal);

    private static SweptMeasure Measure(string name, string title, string sentence) =>
        new(name, title, name, sentence) { Panels = "dataset and combination of the other values that are swept" };
}
