using Sans.Configuration.Kinds.Networks;
using Sans.Core.Phi;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Networks.Tables;
using Sans.Reports.Tables;

namespace Sans.Tests.Networks;

/// <summary>A run with numbers made up from its trials.</summary>
internal sealed class MadeUpRun
{
    public MadeUpRun(
        string yaml,
        Func<string, bool>? isDone = null,
        IReadOnlyDictionary<string, string>? failures = null,
        IReadOnlyDictionary<string, string>? dataNotes = null,
        Func<NetworkTrial, (double Validation, double Test)>? phi = null,
        bool isScattered = false)
    {
        Experiment = TestExperiments.Read(yaml);
        IReadOnlyList<NetworkTrial> plan = NetworkPlan.Of(Experiment);
        failures ??= new Dictionary<string, string>();
        Outcomes = new Outcomes<NetworkTrial, NetworkResult>(plan, plan
            .Where(t => !failures.ContainsKey(t.Key) && isDone?.Invoke(t.Key) != false)
            .ToDictionary(t => t.Key, t => Result(t, phi?.Invoke(t), isScattered)), failures);
        Context = new TableContext(
            "cpu",
            Experiment.ExpandDatasets().ToDictionary(d => d.Label, d => "0123456789abcdef"),
            [],
            dataNotes ?? new Dictionary<string, string>());
        Rows = PhiRow.Of(Experiment, Outcomes);
        Table = PhiTable.Of(Experiment, Context, Outcomes, Rows);
    }

    public SanExperiment Experiment { get; }

    public Outcomes<NetworkTrial, NetworkResult> Outcomes { get; }

    public TableContext Context { get; }

    public IReadOnlyList<PhiRow> Rows { get; }

    public Table Table { get; }

    private static NetworkResult Result(NetworkTrial trial, (double Validation, double Test)? phi, bool isScattered)
    {
        double activation = trial.ActivationLabel.Length / 40.0;
        double size = trial.KernelSize / 30.0;
        PhiMean test = new(
            activation + (size / 10),
            0.8 - (size * activation) + (trial.Seed / 50.0),
            0.9 - (size * activation) + activation + (trial.Seed / 50.0),
            0);
        if (isScattered)
        {
            // As measured: a course over kernel sizes for each activation and dataset, with noise in every digit.
            RandomStream own = new("course", trial.Dataset + trial.ActivationLabel), noise = new("noise", trial.Key);
            double ratio = (2 * own.NextUniform()) + (trial.KernelSize / 1000.0) + (0.03 * noise.NextUniform());
            double loss = (0.8 * own.NextUniform()) + (trial.KernelSize / 800.0 * own.NextUniform()) + (0.05 * noise.NextUniform());
            test = new(ratio, loss, Math.Sqrt((ratio * ratio) + (loss * loss)), 0);
        }

        test = phi is { } told ? test with { MeanPhi = told.Test + (trial.Seed / 50.0) } : test;
        PhiMean validation = phi is { } other ? test with { MeanPhi = other.Validation } : test;
        double[] course = [.. Enumerable.Range(1, trial.Training.Epochs).Select(e => test.MeanPhi + (1.0 / e))];
        float[][] kernels = [.. Enumerable.Range(0, trial.KernelCount).Select(q => Enumerable.Range(0, trial.KernelSize)
            .Select(u => (float)((u * (q + 1)) - 2))
            .ToArray())];
        return new NetworkResult(
            trial, trial.Training.Epochs, validation, test, course, kernels, NetworkDigest.Of(1, validation, test, kernels), TimeSpan.Zero);
    }
}
