using System.Text;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Networks.Studies;
using Sans.Runner;
using Sans.Runner.Output;

namespace Sans.Tests.Contracts;

/// <summary>Runs of every kind, compared with a changed run and with a sweep that contains them.</summary>
public sealed class ComparedKindTests(EarlierRuns runs) : IClassFixture<EarlierRuns>, IDisposable
{
    private const string NothingInCommon = "the runs have no row in common";

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-compare-").FullName;

    public static TheoryData<string> Kinds => [.. EarlierRuns.Kinds];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_is_the_same_as_itself(string kind)
    {
        string run = EarlierRuns.Original(kind, "finished");
        (int exitCode, string output, string error) = Compare(run, run);
        Assert.Equal((ExitCode.Success, ""), (exitCode, error));
        Assert.Matches(@"\n0 of [1-9]\d* cells differ, .*; rows in one run only: 0\n$", output);
    }

    [Theory]
    [InlineData("reconstruction", "training.epochs=3", "mean φ")]
    [InlineData("classification", "training.epochs=2", "mean φ")]
    [InlineData("sparsity_penalty", "training.epochs=3", "zeros")]
    [InlineData("routed_approximation", "points.train=40", "nmse")]
    [InlineData("routed_experts", "points.train=40", "nmse")]
    [InlineData("routed_rate", "points.train=300", "RMSE")]
    public void The_cells_of_a_changed_run_are_named(string kind, string setting, string measure)
    {
        (int exitCode, string output, string error) = Compare(EarlierRuns.Original(kind, "finished"), Run(kind, setting));
        Assert.Equal((ExitCode.SomethingFailed, ""), (exitCode, error));
        Assert.Matches($@"\n  {measure} .* !\n", output);
        Assert.DoesNotContain("only in", output, StringComparison.Ordinal);
        Assert.Matches(
            @"\n[1-9]\d* of [1-9]\d* cells differ, [1-9]\d* by more than the tolerance of 0; rows in one run only: 0\n$", output);
    }

    /// <summary>A point of a sweep has the same bits as alone.</summary>
    [Theory]
    [InlineData("classification", "training.epochs=[1,2]", "epochs 2")]
    [InlineData("sparsity_penalty", "training.batch_size=[20,30]", "batch_size 30")]
    [InlineData("routed_approximation", "bottom.random_affine.weight_scale=[1,2]", "weight_scale=2")]
    [InlineData("routed_experts", "bottom.random_affine.weight_scale=[1,2]", "weight_scale=2")]
    [InlineData("routed_rate", "anchors=[3,4]", "anchors 4")]
    public void A_sweep_has_the_rows_of_its_point(string kind, string setting, string other) =>
        HasThePoint(EarlierRuns.Original(kind, "finished"), Run(kind, setting), other);

    [Fact]
    public void Each_setting_of_networks_is_that_of_the_run_that_does_not_sweep_it()
    {
        string file = Path.Combine(_folder, "small.yaml");
        File.WriteAllText(file, """
            name: small
            datasets: [synthetic_motifs: { label: tri }]
            window: { samples: 600, length: 50 }
            split: { train: 6, validation: 2, test: 4 }
            model: { kernels: 1, kernel_size: 5 }
            activations: [identity, extrema: { border_tolerance: 1 }]
            training: { epochs: 1, batch_size: 2 }
            """);
        string run = RunOf(file);
        foreach ((string setting, string other) in ((string, string)[])
        [
            ("training.optimizer.adam.learning_rate=[0.001,0.01]", "learning_rate 0.001"),
            ("training.batch_size=[2,4]", "batch_size 4"),
            ("training.loss=[mae,mse]", "loss mse"),
            ("model.kernels=[1,2]", "kernel_count 2"),
            ("protocol=[honest,as_published]", "protocol as_published"),
            ("model.initialization=[normal,constant]", "initialization constant"),
            ("model.decoder=[correlation,transposed]", "decoder transposed"),
            ("activations=[identity, extrema: { border_tolerance: [1, 2] }]", "extrema(border_tolerance=2)"),
        ])
        {
            string sweep = RunOf(file, "-s", setting);
            HasThePoint(run, sweep, other);

            // In the other order, these rows exist only in the first run.
            Assert.Contains("\nonly in 1: tri, ", Compare(sweep, run).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Runs_of_two_kinds_have_nothing_in_common()
    {
        string first = EarlierRuns.Original("reconstruction", "finished"), second = EarlierRuns.Original("routed_rate", "finished");
        (int exitCode, string output, string error) = Compare(first, second, "--tolerance", "1000");
        Assert.Equal((ExitCode.SomethingFailed, ""), (exitCode, error));
        Assert.Contains(NothingInCommon, output, StringComparison.Ordinal);

        // A table of cells cannot show it.
        (exitCode, output, error) = Compare(first, second, "--format", "csv");
        Assert.Equal((ExitCode.SomethingFailed, 1), (exitCode, output.Count(c => c == '\n')));
        Assert.Contains(NothingInCommon, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_not_ended_is_compared_as_far_as_it_is_and_says_so()
    {
        string interrupted = runs.Copied("sparsity_penalty", "interrupted");
        (int exitCode, string output, _) = Compare(EarlierRuns.Original("sparsity_penalty", "finished"), interrupted);
        Assert.Equal(ExitCode.SomethingFailed, exitCode);
        Assert.Matches(@"\n2: .*, not ended: \d+ of \d+ trials\n", output);
    }

    /// <summary>One of two activations fails in both runs, with a different reason in each.</summary>
    [Fact]
    public void Rows_that_failed_alike_are_no_difference_and_no_success_alone()
    {
        const string Reason = "diverged", Other = "out of memory";
        string first = Failed("relu", Reason), second = Failed("relu", Other);
        (int exitCode, string output, string error) = Compare(first, second);
        Assert.Equal((ExitCode.Success, ""), (exitCode, error));
        Assert.Matches(@"\n0 of [1-9]\d* cells differ, .*; rows in one run only: 0\n$", output);

        // A value that only one run has is beyond any tolerance.
        (exitCode, output, _) = Compare(EarlierRuns.Original("reconstruction", "finished"), first, "--tolerance", "1000");
        Assert.Equal(ExitCode.SomethingFailed, exitCode);
        Assert.Matches(@"\nmotifs, relu.*\n(  .*\n)*  mean φ .* — .* !\n", output);

        // All trials failed with the same reason, so nothing was measured.
        first = Failed("/", Reason);
        foreach (string format in (string[])["text", "markdown", "csv"])
        {
            (exitCode, output, error) = Compare(first, Failed("/", Reason), "--format", format);
            Assert.Equal(ExitCode.SomethingFailed, exitCode);
            Assert.Contains("the runs have no measured value in common", format == "csv" ? error : output, StringComparison.Ordinal);
        }
    }

    /// <summary>The comparison reads the journal alone, not the tables.</summary>
    [Fact]
    public void A_table_that_somebody_edited_changes_nothing()
    {
        string run = runs.Copied("routed_experts", "finished");
        File.WriteAllText(Path.Combine(run, "table.csv"), "nothing\n");
        Assert.Equal(ExitCode.Success, Compare(EarlierRuns.Original("routed_experts", "finished"), run).ExitCode);
    }

    [Fact]
    public void A_journal_that_is_none_is_named_with_exit_code_2()
    {
        string run = runs.Copied("routed_experts", "finished");
        File.AppendAllText(Path.Combine(run, "trials.jsonl"), "nothing\n");
        (int exitCode, string output, string error) = Compare(EarlierRuns.Original("routed_experts", "finished"), run);
        Assert.Equal((ExitCode.UserError, ""), (exitCode, output));
        Assert.Contains("trials.jsonl(", error, StringComparison.Ordinal);
    }

    /// <summary>A finished run of networks in which some trainings failed, chosen by a part of their key.</summary>
    private string Failed(string part, string reason)
    {
        string run = runs.Copied("reconstruction", "finished"), journal = Path.Combine(run, "trials.jsonl");
        string config = Path.Combine(run, "config.yaml");
        ExperimentConfig experiment = ExperimentFile.Read(config, Experiments.ActivationRegistry.Instance.Schemas, []).Config!;
        SanStudy study = new(
            (SanExperiment)experiment, new CpuEngine(Experiments.ActivationRegistry.Instance, 1), Experiments.ActivationRegistry.Instance);
        NetworkTrial[] failed = [.. study.Plan.Where(t => t.Key.Contains(part, StringComparison.Ordinal))];
        Assert.NotEmpty(failed);
        string[] keys = [.. failed.Select(t => $"\"{t.Key}\"")];
        string[] others = [.. File.ReadLines(journal).Where(line => !keys.Any(k => line.Contains(k, StringComparison.Ordinal)))];
        Assert.Equal(study.Plan.Count, others.Length + failed.Length);
        IEnumerable<string> lines = failed.Select(t => Encoding.UTF8.GetString(study.Journal.Write(t, reason)).TrimEnd('\n'));
        File.WriteAllLines(journal, others.Concat(lines));
        return run;
    }

    private static void HasThePoint(string point, string sweep, string other)
    {
        (int exitCode, string output, string error) = Compare(point, sweep);
        Assert.Equal((ExitCode.SomethingFailed, ""), (exitCode, error));
        string[] alone = [.. output.Split('\n').Where(l => l.StartsWith("only in ", StringComparison.Ordinal))];
        Assert.NotEmpty(alone);
        Assert.All(alone, l => Assert.StartsWith("only in 2: ", l, StringComparison.Ordinal));
        Assert.Contains(alone, l => l.Contains(other, StringComparison.Ordinal));
        Assert.Matches(@"\n\d+ of [1-9]\d* cells differ, 0 by more than the tolerance of 0; rows in one run only: [1-9]\d*\n$", output);
    }

    /// <summary>An earlier run again, with a changed setting.</summary>
    private string Run(string kind, string setting) =>
        RunOf(Path.Combine(EarlierRuns.Original(kind, "finished"), "config.yaml"), "-s", setting, "--data", EarlierRuns.Data);

    private string RunOf(string file, params string[] more)
    {
        string root = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        (int exitCode, _, string error) = Sans(["run", file, "--quiet", "--out", root, .. more]);
        Assert.True(exitCode == ExitCode.Success, error);
        return Assert.Single(Directory.GetDirectories(Assert.Single(Directory.GetDirectories(root))));
    }

    private static (int ExitCode, string Output, string Error) Compare(params string[] arguments) => Sans(["compare", .. arguments]);

    private static (int ExitCode, string Output, string Error) Sans(string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exitCode = SansApplication.Run(
            arguments, Experiments.ExperimentCatalog.All, Experiments.ActivationRegistry.Instance, [], new SansConsole(output, error));
        return (exitCode, output.ToString(), error.ToString());
    }
}
