using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Reports;
using Sans.Runner.Running;

namespace Sans.Runner;

/// <summary>Runs an experiment in memory and returns its φ table: what a snapshot test pins.</summary>
public static class ExperimentTable
{
    /// <summary>Trains every trial on the embedded engine; writes nothing. Published data come from the folder that <c>SANS_DATA</c> names, else from the user's cache folder.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="activations">The activations that it names.</param>
    /// <exception cref="DatasetException">A dataset cannot be used.</exception>
    /// <exception cref="TrialFailedException">A trial failed.</exception>
    public static PhiTable Of(SanExperiment experiment, IActivationRegistry activations)
    {
        IReadOnlyList<Trial> plan = Plan.Of(experiment);
        LoadedData data = ExperimentData.Load(experiment);
        CpuEngine engine = new(activations, Environment.ProcessorCount);
        Results results = new();
        engine.Run(plan, data.Data, results, CancellationToken.None);
        return PhiTable.Of(experiment, new TableContext(engine.Name, data.Data.Digests, [], data.Notes), new TrialOutcomes(plan, results.ByKey, new Dictionary<string, string>()));
    }

    private sealed class Results : ITrialSink
    {
        public Dictionary<string, TrialResult> ByKey { get; } = new(StringComparer.Ordinal);

        public void Completed(ITrialResult result) => ByKey.Add(result.Trial.Key, (TrialResult)result);

        public void Failed(ITrial trial, string reason, Exception? defect) => throw new TrialFailedException($"{trial.Key}: {reason}");
    }
}
