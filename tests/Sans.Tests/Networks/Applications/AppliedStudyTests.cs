using System.Text;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Networks.Applications;
using Sans.Reports.Tables;
using Sans.Runs.Journals;

namespace Sans.Tests.Networks.Applications;

/// <summary>Whole studies of kinds that apply networks, on signals made by the test.</summary>
public sealed class AppliedStudyTests
{
    private const string Clusters = """
        name: groups
        kind: clustering
        datasets: [synthetic_events: { set: three_motifs }]
        window: { samples: 2400, length: 200 }
        model: { kernels: 2, kernel_size: [11, 21] }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 2 }
        clusters: { count: 2, restarts: 2 }
        seeds: [0, 1]
        """;

    private const string Forecasts = """
        name: ahead
        kind: forecast
        datasets: [synthetic_events: { set: syn1, minimum_distance: 60, distance_spread: 0, amplitude_spread: 0 }]
        window: { samples: 4800, length: 200 }
        split: { train: 10, validation: 6, test: 8 }
        model: { kernel_size: [41, 51], initialization: data, decoder: transposed }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 10 }
        forecast: { horizon: [50, 200], history: 900, step: 400 }
        """;

    [Fact]
    public void Clusters_stand_beside_those_of_the_true_places()
    {
        (AppliedStudy study, Table table, _) = Run(Clusters);
        Assert.Equal(
            [
                ("true_places", ""), ("kernel", "11"), ("neighbourhood", "11"), ("similarities", "11"),
                ("kernel", "21"), ("neighbourhood", "21"), ("similarities", "21"),
            ],
            table.Rows.Select(r => (table.CellOf(r, "method").Exact, table.CellOf(r, "kernel_size").Exact)));
        Assert.All(table.Rows, r => Assert.InRange(table.CellOf(r, "adjusted_rand_index").Number!.Value, -0.5, 1));
        Assert.Equal(1, table.CellOf(table.Rows[0], "found").Number);
        Assert.Equal(table.CellOf(table.Rows[0], "places").Number, table.CellOf(table.Rows[1], "places").Number);
        Assert.DoesNotContain(table.Rows, r => r.IsChosen);
        Assert.Equal(5, study.Plan.Count);

        // Where nothing is chosen, the answer is the best network.
        TableRow best = table.Rows.Skip(1).MaxBy(r => table.CellOf(r, "adjusted_rand_index").Number)!;
        Assert.StartsWith(
            FormattableString.Invariant($"synthetic_events: {table.CellOf(best, "method").Exact} (extrema, q = 2, ")
                + FormattableString.Invariant($"m = {table.CellOf(best, "kernel_size").Exact}) has ARI "),
            Assert.Single(TableAnswer.Sentences(table)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Forecasts_stand_beside_those_that_need_no_network()
    {
        (AppliedStudy study, Table table, Outcomes<AppliedTrial, AppliedResult> outcomes) = Run(Forecasts);
        Assert.Equal(
            ["zero", "last", "seasonal", "ar_64", "ar_320", "events", "period", "mean_of_two", "events", "period", "mean_of_two"],
            table.Rows.Select(r => table.CellOf(r, "method").Exact));
        Assert.Equal([1.0, 1, 1], ((string[])["validation_nmae", "nmae_50", "nmae_200"]).Select(c => table.CellOf(table.Rows[0], c).Number!.Value));

        // Validation chooses a kernel size for each method, and baselines are not chosen.
        Assert.All(table.Rows.Skip(5).GroupBy(r => table.CellOf(r, "method").Exact), g => Assert.Equal(
            g.Min(r => table.CellOf(r, "validation_nmae").Number), table.CellOf(Assert.Single(g, r => r.IsChosen), "validation_nmae").Number));
        Assert.DoesNotContain(table.Rows.Take(5), r => r.IsChosen);

        // This signal is periodic. Any method that knows its period can forecast it.
        Assert.All([2, 4, 5, 6, 7], row => Assert.InRange(table.CellOf(table.Rows[row], "nmae_200").Number!.Value, 0, 0.6));
        // The answer is the network that validation chooses beside the baseline of least error on validation.
        TableRow network = table.Rows.Where(r => r.IsChosen).MinBy(r => table.CellOf(r, "validation_nmae").Number)!;
        TableRow baseline = table.Rows.Take(5).MinBy(r => table.CellOf(r, "validation_nmae").Number)!;
        double error = table.CellOf(network, "nmae_200").Number!.Value, least = table.CellOf(baseline, "nmae_200").Number!.Value;
        Assert.Equal(
            [FormattableString.Invariant($"synthetic_events: {table.CellOf(network, "method").Exact} (extrema, q = 1, ")
                + FormattableString.Invariant($"m = {table.CellOf(network, "kernel_size").Exact}), chosen on validation, has NMAE 200 {error:F3}, ")
                + FormattableString.Invariant($"{Math.Abs(error - least):F3} {(error < least ? "better" : "worse")} than the best baseline ")
                + FormattableString.Invariant($"{table.CellOf(baseline, "method").Exact} with {least:F3}.")],
            TableAnswer.Sentences(table));
        Assert.Equal(TableAnswer.Sentences(table)[0], TableAnswer.Summary(table));
        string trials = CsvTable.Write(study.Trials(outcomes));
        Assert.Contains(",events_nmae_50,", trials, StringComparison.Ordinal);
        Assert.Equal(4, trials.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData(Clusters)]
    [InlineData(Forecasts)]
    public void A_journal_gives_back_what_it_was_told_and_tells_what_was_changed(string yaml)
    {
        (AppliedStudy study, _, Outcomes<AppliedTrial, AppliedResult> outcomes) = Run(yaml);
        var plan = study.Plan.ToDictionary(t => t.Key, StringComparer.Ordinal);
        JournalContent<AppliedTrial, AppliedResult> content = new();
        foreach (AppliedTrial trial in study.Plan)
        {
            byte[] line = study.Journal.Write(outcomes.Results[trial.Key]);
            content.Add(study.Journal.Read(line, plan));
            string changed = Encoding.UTF8.GetString(line).Replace("\"method\":\"", "\"method\":\"x", StringComparison.Ordinal);
            Assert.Contains("digest", Assert.Throws<FormatException>(
                () => study.Journal.Read(Encoding.UTF8.GetBytes(changed), plan)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(outcomes.Results.Values.Select(r => r.Digest), content.OutcomesOf(study.Plan).Results.Values.Select(r => r.Digest));
    }

    [Fact]
    public void What_cannot_be_grouped_fails_with_a_reason_and_stops_nothing()
    {
        (_, Table table, Outcomes<AppliedTrial, AppliedResult> outcomes) = Run(Clusters
            .Replace("count: 2", "count: 900", StringComparison.Ordinal));
        Assert.Equal(5, outcomes.Failures.Count);
        Assert.All(outcomes.Failures.Values, f => Assert.EndsWith("cannot be grouped into 900 clusters", f, StringComparison.Ordinal));
        Assert.Equal(3, table.Rows.Count);
    }

    [Theory]
    [InlineData("kind: features", "features: {}", "(3,12): error SANS014: 'kind: features' needs examples with classes; the dataset "
        + "'synthetic_ecg' is a signal without any. 'mnist', 'fashion_mnist', 'uci_epilepsy' have classes")]
    [InlineData("kind: clustering", "clusters: { count: 2 }", "(3,12): error SANS014: nothing says where the events of 'synthetic_ecg' "
        + "are; synthetic_events know it, and records of physionet with 'clusters.annotations'")]
    [InlineData("kind: clustering", "clusters: { count: 2, annotations: atr }", "(3,12): error SANS014: 'clusters.annotations' needs one "
        + "record of physionet; the dataset 'synthetic_ecg' has no annotations")]
    [InlineData("kind: clustering", "clusters: { count: 1 }", "(6,20): error SANS006: 'clusters.count' is a whole number from 2 to 1000; "
        + "found '1'")]
    [InlineData("kind: forecast", "forecast: { horizon: [5000], history: 3000 }", "(6,22): error SANS014: 'forecast.horizon' reaches "
        + "5000 samples; the parts 'validation' and 'test' of 'split' must both have as many")]
    [InlineData("kind: forecast", "forecast: { history: 6000 }", "(6,22): error SANS014: 'forecast.history' takes 6000 samples before "
        + "the first origin, and periods 1000 more; 'split.train' has 6000")]
    [InlineData("kind: forecast", "on_invalid: skip_window", "(6,13): error SANS014: 'kind: forecast' needs one signal without a gap; "
        + "'on_invalid' must be error or interpolate")]
    public void Data_that_a_kind_cannot_use_are_told(string kind, string own, string expected)
    {
        ReadResult result = ExperimentReader.Read($$"""
            name: x
            {{kind}}
            datasets: [synthetic_ecg]
            model: { kernel_size: 5 }
            activations: [relu]
            {{own}}
            """, "x.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Equal(["x.yaml" + expected], result.Diagnostics.Select(d => d.ToString()));
    }

    private static (AppliedStudy Study, Table Table, Outcomes<AppliedTrial, AppliedResult> Outcomes) Run(string yaml)
    {
        SanExperiment experiment = TestExperiments.Read(yaml);
        AppliedStudy study = new(experiment, new CpuEngine(ActivationRegistry.Instance, 1), ActivationRegistry.Instance);
        CollectingSink<AppliedTrial, AppliedResult> sink = new();
        study.Load(new DataFolder(Path.GetTempPath(), "a test"), skipMissing: false).Train(study.Plan, sink, CancellationToken.None);
        Outcomes<AppliedTrial, AppliedResult> outcomes = new(
            study.Plan, sink.Results.ToDictionary(r => r.Trial.Key), sink.Failures.ToDictionary(f => f.Trial.Key, f => f.Reason));
        TableContext context = new("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>());
        return (study, study.Table(context, outcomes), outcomes);
    }
}
