using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks;

/// <summary>The candidates of <c>select</c>, and the notes of tables about them.</summary>
public sealed class SelectionTests
{
    private const string Grid = """
        name: choices
        datasets: [synthetic_ecg: { label: ecg }]
        model: { kernels: [1, 2], kernel_size: [3, 5, 7] }
        activations: [extrema: { minimum_extrema_distance: [4, 6, 8] }, relu]
        training: { optimizer: { adam: { learning_rate: [0.1, 0.01] } } }
        variants: { plain: {}, transposed: { model: { decoder: transposed } } }

        """;

    private const int Everything = 2 * 2 * 3 * 4 * 2;

    /// <summary>Each name reduces several rows to one: the row of least φ on validation.</summary>
    [Theory]
    [InlineData("", Everything)]
    [InlineData("kernel_size: mean_phi", Everything / 3)]
    [InlineData("kernel_size: none, kernels: mean_phi", Everything / 2)]
    [InlineData("kernels: mean_phi, kernel_size: mean_phi", Everything / 6)]
    [InlineData("minimum_extrema_distance: mean_phi", Everything / 2)]
    [InlineData("activation: mean_phi", Everything / 4)]
    [InlineData("activation: mean_phi, minimum_extrema_distance: mean_phi", Everything / 4)]
    [InlineData("learning_rate: mean_phi", Everything / 2)]
    [InlineData("variant: mean_phi", Everything / 2)]
    [InlineData("kernel_size: mean_phi, kernels: mean_phi, activation: mean_phi, learning_rate: mean_phi, variant: mean_phi", 1)]
    public void Of_what_is_selected_the_row_of_least_validation_is_shown(string select, int rows)
    {
        SanExperiment experiment = TestExperiments.Read(Grid + $"select: {{ {select} }}");
        Assert.Equal(experiment, TestExperiments.Read(ResolvedYaml.Write(experiment)));
        Outcomes<NetworkTrial, NetworkResult> outcomes = Outcomes(experiment);
        var shown = PhiRow.Of(experiment, outcomes);
        Assert.Equal(rows, shown.Count);
        Assert.All(
            shown.Where(r => r.Candidates.Count > 0),
            r => Assert.Equal(r.Candidates.Min(c => c.ValidationMeanPhi.Mean), r.ValidationMeanPhi.Mean));

        // Every training is a candidate for one row.
        Assert.Equal(select.Length == 0 ? 0 : Everything, shown.Sum(r => r.Candidates.Count));
        Assert.Equal(outcomes.Results.Values.Min(r => r.Validation.MeanPhi), shown.Single(r => r.IsChosen).ValidationMeanPhi.Mean);
    }

    [Theory]
    [InlineData("", "protocol honest: epoch chosen on validation, every kernel size measured on test")]
    [InlineData("kernel_size: mean_phi", "protocol honest: epoch and kernel size chosen on validation, measured on test")]
    [InlineData(
        "variant: mean_phi, kernels: mean_phi, minimum_extrema_distance: mean_phi, kernel_size: mean_phi",
        "protocol honest: epoch, kernel size, number of kernels, variant and minimum extrema distance chosen on validation, "
            + "measured on test")]
    [InlineData("activation: mean_phi", "protocol honest: epoch and activation chosen on validation, every kernel size measured on test")]
    public void The_head_says_what_is_chosen(string select, string line) =>
        Assert.Contains("\n" + line + "\n", Text(TableOf(Grid + $"select: {{ {select} }}")), StringComparison.Ordinal);

    /// <summary>A chosen setting is a result. It does not distinguish rows.</summary>
    [Fact]
    public void What_is_chosen_is_a_result_and_the_rest_are_keys()
    {
        Table table = TableOf(
            Grid + "select: { kernel_size: mean_phi, kernels: mean_phi, variant: mean_phi, minimum_extrema_distance: mean_phi }");
        string[] results = ["variant", "kernel_count", "kernel_size", "activation_minimum_extrema_distance"];
        Assert.All(results, name => Assert.Equal(ColumnRole.Result, table.Columns.Single(c => c.Name == name).Role));
        Assert.Equal(["dataset", "activation", "learning_rate", "activation_border_tolerance"], table.Keys.Select(c => c.Name));
        Assert.Equal(table.Rows.Count, table.Rows
            .Select(r => string.Join('/', table.Keys.Select(k => table.CellOf(r, k.Name).Key)))
            .Distinct()
            .Count());
    }

    /// <summary>The made-up results have their least φ at the largest numbers.</summary>
    [Fact]
    public void A_note_says_where_the_end_of_what_was_tried_is_chosen()
    {
        string text = Text(TableOf(
            Grid + "select: { kernel_size: mean_phi, kernels: mean_phi, minimum_extrema_distance: mean_phi, learning_rate: mean_phi }"));
        const string all = "ecg plain extrema, ecg plain relu, ecg transposed extrema, ecg transposed relu";
        Assert.Contains($"\nchosen kernel size 7 is the largest tried: {all}\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nchosen number of kernels 2 is the largest tried: {all}\n", text, StringComparison.Ordinal);
        Assert.Contains("\nchosen minimum extrema distance 8 is the largest tried: ecg plain extrema, ecg transposed extrema\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nchosen learning rate 0.01 is the smallest tried: {all}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "chosen kernel size",
            Text(TableOf(Grid.Replace("[3, 5, 7]", "7", StringComparison.Ordinal) + "select: { kernel_size: mean_phi }")),
            StringComparison.Ordinal);
        Assert.DoesNotContain("chosen kernel size", Text(TableOf(Grid)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_selected_is_named()
    {
        ConfigDiagnostic mistake = Assert.Single(
            ExperimentReader.Read(Grid + "select: { kernel: mean_phi }", "x.yaml", ActivationRegistry.Instance.Schemas).Diagnostics);
        Assert.Equal("'kernel' is not a key of 'select'; did you mean 'kernels'?", mistake.Message);
    }

    private static string Text(Table table) => TextTable.Write(table);

    private static Table TableOf(string yaml)
    {
        SanExperiment experiment = TestExperiments.Read(yaml);
        Outcomes<NetworkTrial, NetworkResult> outcomes = Outcomes(experiment);
        return PhiTable.Of(
            experiment,
            new TableContext("cpu", new Dictionary<string, string> { ["ecg"] = "0" }, [], new Dictionary<string, string>()),
            outcomes,
            PhiRow.Of(experiment, outcomes));
    }

    /// <summary>
    /// Made-up results. More kernels, larger kernels, larger distances and smaller steps are better on validation and
    /// worse on test.
    /// </summary>
    private static Outcomes<NetworkTrial, NetworkResult> Outcomes(SanExperiment experiment)
    {
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(experiment);
        return new Outcomes<NetworkTrial, NetworkResult>(
            plan, plan.ToDictionary(t => t.Key, ResultOf, StringComparer.Ordinal), new Dictionary<string, string>());

        static NetworkResult ResultOf(NetworkTrial trial)
        {
            double distance = trial.Activation.Parameters.FirstOrDefault(p => p.Name == "minimum_extrema_distance")?.Value is long d
                ? d
                : 0;
            double better = (trial.KernelCount / 10.0)
                + (trial.KernelSize / 100.0)
                + (distance / 1000) - (trial.Training.Adam.LearningRate / 100) + (trial.Readings is null ? 0 : 1e-5);
            return new NetworkResult(trial, 1, new PhiMean(
                0.5, 0.5, 1 - better, 0), new PhiMean(0.5, 0.5, 1 + better, 0), [1 - better], [[1f]], "0", TimeSpan.Zero);
        }
    }
}
