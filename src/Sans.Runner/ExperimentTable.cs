using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
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
        var study = (PhiStudy)Studies.Of(experiment, Engines.Embedded, activations, Environment.ProcessorCount);
        LoadedDatasets data = study.Load(DataFolder.Find(), skipMissing: false);
        Results results = new();
        study.Train(study.Plan, data, results, CancellationToken.None);
        return study.Table(new TableContext(study.Engine, data.Digests, [], data.Notes), results.Content);
    }

    private sealed class Results : ITrialSink
    {
        public JournalContent Content { get; } = new();

        public void Completed(ITrialResult result) => Content.Add(result);

        public void Failed(ITrial trial, string reason, Exception? defect) => throw new TrialFailedException($"{trial.Key}: {reason}");
    }
}
