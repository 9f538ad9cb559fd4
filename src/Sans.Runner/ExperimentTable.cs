using System.Diagnostics;
using System.Globalization;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Tables;
using Sans.Runs;

namespace Sans.Runner;

/// <summary>Runs an experiment in memory and returns its table, for snapshot tests.</summary>
public static class ExperimentTable
{
    /// <summary>
    /// Trains every trial on the embedded engine and writes no files. Published data come from the folder in <c>SANS_DATA</c>,
    /// else from the user's cache folder.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="activations">The activations that it names.</param>
    /// <exception cref="DatasetException">
    /// A dataset cannot be used. Where its files do not exist, the message names it and <c>SANS_DATA</c>.
    /// </exception>
    /// <exception cref="TrialFailedException">A trial failed.</exception>
    [StackTraceHidden]
    public static Table Of(ExperimentConfig experiment, IActivationRegistry activations) => Of(experiment, activations, DataFolder.Find());

    /// <summary>Makes the table with the data of a folder.</summary>
    [StackTraceHidden]
    internal static Table Of(ExperimentConfig experiment, IActivationRegistry activations, DataFolder folder)
    {
        IStudy study = Studies.Of(AllChannels.Named(experiment, folder), Engines.Embedded, activations, Environment.ProcessorCount);
        try
        {
            IStudyResults results = study.Train(folder);
            foreach (ITrial trial in study.Plan)
            {
                if (results.Failures.TryGetValue(trial.Key, out string? reason))
                {
                    throw new TrialFailedException($"{trial.Key}: {reason}");
                }
            }

            return results.Table;
        }
        catch (DatasetException e) when (e.Advice is not null)
        {
            // The advice is for the command line. Here, one sentence has all of it.
            int others = e.Problems.Count - 1;
            string more = others > 0 ? string.Create(CultureInfo.InvariantCulture, $" (and the same of {others} more)") : "";
            throw new DatasetException(
                $"{DataFolder.Variable} does not name a folder with the data that '{experiment.Name}' needs: {e.Problems[0]}{more}");
        }
    }
}
