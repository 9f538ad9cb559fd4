using System.Text;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Reports.Tables;
using Sans.Runs;

namespace Sans.Tests.Networks;

/// <summary>One training of nested kernels gives a row for each number of first kernels.</summary>
public sealed class NestedTests
{
    private const string Yaml = """
        name: nested
        datasets: [synthetic_events: { set: syn1 }]
        window: { samples: 3600, length: 300 }
        model: { kernels: 4, kernel_size: 9, nested: [1, 2, 4] }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 3 }
        seeds: [0, 1]

        """;

    private static readonly Lazy<(SanStudy Study, Outcomes<NetworkTrial, NetworkResult> Outcomes)> Trained = new(() => Train(Yaml));

    [Fact]
    public void Each_number_of_first_kernels_has_a_row()
    {
        (SanStudy study, Outcomes<NetworkTrial, NetworkResult> outcomes) = Trained.Value;
        PhiRow[] rows = [.. PhiRow.Of(study.Experiment, NestedOutcomes.Of(outcomes))];
        Assert.Equal([1, 2, 4], rows.Select(r => r.KernelCount));
        Assert.All(rows, row => Assert.Equal(2, row.SeedCount));

        // A row is what its kernels alone make of the test examples: 9 weights a kernel, of 300 samples.
        Assert.All(rows, row => Assert.All(row.Results, r => Assert.Equal(row.KernelCount, r.Kernels.Count)));
        Assert.All(rows, row => Assert.True(row.InverseCompressionRatio.Mean > row.KernelCount * 9 / 300.0));
        Assert.True(rows[0].NormalizedReconstructionLoss.Mean > rows[2].NormalizedReconstructionLoss.Mean);
        Assert.Single(rows, row => row.IsChosen);
        Table table = study.Table(new TableContext("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>()), outcomes);
        Assert.Contains(table.Notes, n => n.StartsWith("nested: the rows of q = 1, 2, 4 are", StringComparison.Ordinal));
        Assert.Equal(6, CsvTable.Write(study.Trials(outcomes)).TrimEnd().Split('\n').Length - 1);
    }

    /// <summary>The first kernels alone, run by another code, give the measures of their row.</summary>
    [Fact]
    public void A_row_is_the_network_of_its_kernels()
    {
        Outcomes<NetworkTrial, NetworkResult> outcomes = NestedOutcomes.Of(Trained.Value.Outcomes);
        SignalWindows test = Sans.Networks.Data.ExperimentData.Load(Trained.Value.Study.Experiment).Data["synthetic_events"].Test;
        Assert.Equal(6, outcomes.Results.Count);
        foreach (NetworkResult result in outcomes.Results.Values)
        {
            double[] phis =
            [
                .. Enumerable.Range(0, test.Count).Select(i => Sans.Networks.Figures.TracedExample.Of(
                    result, ActivationRegistry.Instance, test[i], test.Shape).Score.Phi),
            ];
            Assert.Equal(phis.Average(), result.Test.MeanPhi, 1e-5);
        }
    }

    [Fact]
    public void The_journal_keeps_every_number_to_the_bit()
    {
        SanJournal journal = new();
        foreach (NetworkResult expected in Trained.Value.Outcomes.Results.Values)
        {
            byte[] line = journal.Write(expected);
            NetworkResult read = Read(line);
            Assert.Equal(expected.Nested, read.Nested);
            Assert.Equal(expected.Digest, read.Digest);
            string changed = Encoding.UTF8.GetString(line).Replace("\"kernel_count\":2,\"validation\"", "\"kernel_count\":3,\"validation\"");
            Assert.Contains("nested", Assert.Throws<FormatException>(() => Read(Encoding.UTF8.GetBytes(changed))).Message);
        }

        NetworkResult Read(byte[] line) => journal.Read(line, Plans.ByKey(Trained.Value.Study.Plan)).Result!;
    }

    /// <summary>A single number is the whole network, which is trained as without the key.</summary>
    [Fact]
    public void All_kernels_alone_are_not_nested()
    {
        NetworkResult plain = Result(Yaml.Replace(", nested: [1, 2, 4]", "", StringComparison.Ordinal));
        Assert.Equal(plain.Digest, Result(Yaml.Replace("[1, 2, 4]", "[4]", StringComparison.Ordinal)).Digest);
        Assert.NotEqual(plain.Digest, Trained.Value.Outcomes.Results.Values.First().Digest);

        static NetworkResult Result(string yaml) => Train(yaml).Outcomes.Results.Values.First();
    }

    [Theory]
    [InlineData("kernels: 4", "kernels: 5", "'model.nested' must ascend up to 'model.kernels', which is 5; it is [1, 2, 4]")]
    [InlineData("[1, 2, 4]", "[2, 1, 4]", "'model.nested' must ascend up to 'model.kernels', which is 4; it is [2, 1, 4]")]
    [InlineData("kernels: 4", "kernels: [2, 4]", "'model.nested' must ascend up to 'model.kernels', which is [2, 4]; it is [1, 2, 4]")]
    [InlineData(
        "extrema: {",
        "extrema_competition: {",
        "'model.nested' needs activations that select from each map on its own and keep its values; 'extrema_competition' does not")]
    [InlineData(
        "training: {",
        "training: { penalty: { l1: { weight: 0.1, weight_relative: true } },",
        "'model.nested' has several losses, so a penalty cannot be relative to one; write 'weight_relative: false'")]
    public void What_cannot_be_nested_is_refused_where_it_stands(string part, string other, string message)
    {
        ReadResult result = ExperimentReader.Read(
            Yaml.Replace(part, other, StringComparison.Ordinal), "test.yaml", ActivationRegistry.Instance.Schemas);
        ConfigDiagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SANS014", diagnostic.Rule.Id);
        Assert.Equal(message, diagnostic.Message);
        Assert.Equal(4, diagnostic.Span.Line);
    }

    private static (SanStudy Study, Outcomes<NetworkTrial, NetworkResult> Outcomes) Train(string yaml)
    {
        SanExperiment experiment = TestExperiments.Read(yaml);
        Assert.Equal(experiment, TestExperiments.Read(ResolvedYaml.Write(experiment)));
        SanStudy study = new(experiment, new CpuEngine(ActivationRegistry.Instance, 1), ActivationRegistry.Instance);
        return (study, TrainedStudy.Outcomes(study));
    }
}
