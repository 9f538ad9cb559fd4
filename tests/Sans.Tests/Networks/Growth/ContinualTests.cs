using System.Text;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Networks.Growth;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks.Growth;

/// <summary>Datasets that are learned one after another (docs/method/extensions.md, 5.2 to 5.4).</summary>
public sealed class ContinualTests
{
    private const string Yaml = """
        name: after
        kind: continual
        datasets:
          - synthetic_events: { label: first, set: syn2 }
          - synthetic_motifs: { label: second, motif: triangle, motif_length: 121 }
        window: { samples: 6000, length: 500 }
        model: { kernel_size: [9, 60] }
        activations: [extrema: { border_tolerance: 3 }]
        training: { epochs: 30 }
        variants:
          gate: {}
          residual: { growth: { initialization: residual } }
          sum: { growth: { gate: none } }
          competition: { growth: { gate: competition }, activations: [extrema_competition: { border_tolerance: 3 }] }
          all: { growth: { gate: none, freeze: false } }
          fine-tuned: { growth: { gate: none, freeze: false, create: false } }
          trigger: { growth: { trigger: { patience: 2 } } }

        """;

    private static readonly Lazy<GrownRun<ContinualResult>> Trained = new(() => Train(Yaml));

    /// <summary>A phase is learned as by a network of its own, to the bit.</summary>
    [Fact]
    public void The_first_mode_is_the_network_of_the_first_dataset()
    {
        NetworkResult alone = Plain("first");
        foreach (string variant in (string[])["gate", "residual", "trigger"])
        {
            ContinualResult result = Of(variant);
            Assert.Equal(alone.Kernels[0], result.Networks[0].Kernels[0]);
            Assert.Equal([alone.Trial.KernelSize], result.Payload.Phases[0].KernelSizes);
        }

        // Beside the frozen kernel of the first phase stands one of the second.
        Assert.Equal(alone.Kernels[0], Assert.Single(Of("sum").Networks).Kernels[0]);
        Assert.Equal(2, Of("sum").Networks[0].Kernels.Count);
        Assert.NotEqual(alone.Kernels[0], Of("all").Networks[0].Kernels[0]);
        Assert.Single(Of("fine-tuned").Networks[0].Kernels);
    }

    /// <summary>Where the gate chooses as before, forgetting is the charge of the new kernels and nothing else.</summary>
    [Fact]
    public void Under_the_gate_forgetting_is_the_charge_of_later_kernels()
    {
        foreach (string variant in (string[])["gate", "residual"])
        {
            ContinualPayload payload = Of(variant).Payload;
            Assert.Equal(0, payload.ChangedCounts[0]);
            Assert.Equal(payload.Charges[0], payload.Forgetting(0), 1e-12);
            Assert.InRange(payload.Forgetting(0), 1e-6, 0.15);
            Assert.Equal(0, payload.Forgetting(1));
            Assert.Equal(
                payload.Phases[0].WeightCount + payload.Phases[1].KernelSizes.Sum(), payload.Phases[1].WeightCount);
        }

        // A reconstruction that changed forgets more than the charge.
        ContinualPayload tuned = Of("fine-tuned").Payload;
        Assert.Equal(4, tuned.ChangedCounts[0]);
        Assert.Equal(0, tuned.Charges[0]);
        Assert.Equal(tuned.Phases[0].WeightCount, tuned.Phases[1].WeightCount);
        Assert.Empty(tuned.Phases[1].KernelSizes);
    }

    /// <summary>The gate measures what the engine measures, where a mode is alone.</summary>
    [Fact]
    public void The_matrix_begins_with_the_network_of_the_first_dataset()
    {
        NetworkResult alone = Plain("first");
        Assert.All(Trained.Value.Results, r => Assert.Equal(2, r.Payload.Phi.Count));
        Assert.Equal(alone.Test.MeanPhi, Of("gate").Payload.Phi[0][0].MeanPhi, 1e-6);
        Assert.Equal(
            Of("sum").Networks[0].Test.MeanPhi, Of("sum").Payload.Phi[1][1].MeanPhi, 1e-6);
    }

    [Fact]
    public void A_trigger_counts_examples_until_it_creates_a_mode()
    {
        ContinualPayload payload = Of("trigger").Payload;
        Assert.Null(payload.Phases[0].Delay);
        Assert.True(payload.Phases[1].HasMode);
        Assert.Equal(2, payload.Phases[1].Delay);
        Assert.All(payload.Phases, p => Assert.NotNull(p.AlarmCount));

        // What was never foreign creates nothing, and the older mode stays alone.
        ContinualPayload calm = Train(Yaml[..Yaml.IndexOf("variants:", StringComparison.Ordinal)]
            + "growth: { trigger: { ratio: 3, patience: 1000 } }\n").Results[0].Payload;
        Assert.Equal((false, 0), (calm.Phases[1].HasMode, calm.Phases[1].KernelSizes.Count));
        Assert.Null(calm.Phases[1].Delay);
        Assert.Equal(0, calm.Forgetting(0));
        Assert.Single(calm.Networks);
    }

    [Fact]
    public void The_journal_keeps_every_number_to_the_bit()
    {
        foreach (ContinualResult result in Trained.Value.Results)
        {
            byte[] line = Trained.Value.Study.Journal.Write(result);
            ContinualResult read = Trained.Value.Read(line);
            Assert.Equal(result.Digest, read.Digest);
            Assert.Equal(result.Networks.Select(n => n.Digest), read.Networks.Select(n => n.Digest));
            string text = Encoding.UTF8.GetString(line);
            int at = text.IndexOf("\"mean_phi\":0.", StringComparison.Ordinal) + "\"mean_phi\":0.".Length;
            string changed = text[..at] + (text[at] == '1' ? '2' : '1') + text[(at + 1)..];
            Assert.Contains("digest", Assert.Throws<FormatException>(() => Trained.Value.Read(Encoding.UTF8.GetBytes(changed))).Message);
        }
    }

    [Fact]
    public void The_table_is_the_matrix()
    {
        Table table = Trained.Value.Table;
        Assert.Equal(14, table.Rows.Count);
        Assert.Equal(["first", "second"], table.Rows.Take(2).Select(r => table.CellOf(r, "phase").Exact));
        foreach (TableRow row in table.Rows.Where(r => table.CellOf(r, "phase").Exact == "first"))
        {
            Assert.Equal(
                table.CellOf(row, "mean_phi_after_2").Number!.Value - table.CellOf(row, "mean_phi_after_1").Number!.Value,
                table.CellOf(row, "forgetting").Number!.Value,
                1e-12);
        }

        Assert.Equal(14, Trained.Value.LineCount);

        // The answers tell what is forgotten of each phase but the last.
        IReadOnlyList<string> answers = TableAnswer.Sentences(table);
        TableRow one = table.Rows[0];
        Assert.Equal(7, answers.Count);
        Assert.Contains(
            FormattableString.Invariant($": test φ of first is {table.CellOf(one, "mean_phi_after_1").Number:F4} after its own phase and ")
                + FormattableString.Invariant($"{table.CellOf(one, "mean_phi_after_2").Number:F4} after the last one."),
            answers[0],
            StringComparison.Ordinal);
        Assert.Contains(" forgets least: φ of earlier phases changes by ", TableAnswer.Summary(table), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("datasets: [synthetic_ecg, synthetic_motifs: { motif_length: 9 }]", "datasets: [synthetic_ecg]",
        "(3,11): error SANS014: 'kind: continual' learns datasets one after another; list at least two")]
    [InlineData("synthetic_ecg,", "synthetic_ecg: { noise_level: [0.1, 0.2] },",
        "(3,11): error SANS014: a phase of 'kind: continual' has one value for each setting; list its datasets one by one")]
    [InlineData("synthetic_ecg,", "synthetic_ecg: { training: { epochs: 3 } },",
        "(3,11): error SANS014: the phases of 'kind: continual' share 'model' and 'training'; the dataset 'synthetic_ecg' has its own")]
    [InlineData("growth: {}", "growth: { freeze: false }",
        "(6,9): error SANS014: 'growth.gate: example' trains each mode alone; 'freeze: false' and 'create: false' need 'gate: none' or "
            + "'competition'")]
    [InlineData("growth: {}", "growth: { gate: none, create: false }",
        "(6,31): error SANS014: 'growth.create: false' needs 'freeze: false'; frozen kernels alone learn nothing")]
    [InlineData("growth: {}", "growth: { gate: none, freeze: false, create: false, trigger: {} }",
        "(6,62): error SANS014: 'growth.trigger' decides when kernels are created; leave out 'create: false'")]
    [InlineData("growth: {}", "growth: { gate: competition }",
        "(5,14): error SANS014: 'growth.gate: competition' needs the activation 'extrema_competition'")]
    [InlineData("growth: {}", "growth: { gate: always }",
        "(6,17): error SANS007: 'growth.gate' cannot be 'always'; it can be 'example' or 'competition' or 'none'")]
    [InlineData("[relu]", "[jump_relu]",
        "(5,14): error SANS014: 'jump_relu' learns numbers beside the kernels, which 'kind: continual' does not carry on")]
    [InlineData("kernel_size: 5", "kernel_sizes: [3, 5]",
        "(4,24): error SANS014: 'kind: continual' chooses a size for each kernel; give 'kernel_size' instead of 'kernel_sizes'")]
    public void What_does_not_go_together_is_told(string part, string other, string expected)
    {
        ReadResult result = ExperimentReader.Read("""
            name: x
            kind: continual
            datasets: [synthetic_ecg, synthetic_motifs: { motif_length: 9 }]
            model: { kernel_size: 5 }
            activations: [relu]
            growth: {}
            """.Replace(part, other, StringComparison.Ordinal), "x.yaml", ActivationRegistry.Instance.Schemas);
        Assert.Equal(["x.yaml" + expected], result.Diagnostics.Select(d => d.ToString()));
    }

    private static NetworkResult Plain(string dataset) => GrownRun
        .Plain(
            Yaml[..Yaml.IndexOf("variants:", StringComparison.Ordinal)].Replace("kind: continual\n", "", StringComparison.Ordinal),
            dataset)
        .OrderBy(r => r.Trial.KernelSize)
        .MinBy(r => r.Validation.MeanPhi)!;

    private static GrownRun<ContinualResult> Train(string yaml) =>
        GrownRun.Train(yaml, (experiment, engine) => new ContinualStudy(experiment, engine, ActivationRegistry.Instance));

    private static ContinualResult Of(string variant) => Trained.Value.Outcomes.Results[$"first+second/{(variant == "competition"
        ? "extrema_competition"
        : "extrema")}/q=1/variant={variant}/seed=0"];
}
