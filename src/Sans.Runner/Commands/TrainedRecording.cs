using System.Globalization;
using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data;
using Sans.Framework;
using Sans.Networks.Data;
using Sans.Runs;
using Sans.Runs.Folders;

namespace Sans.Runner.Commands;

/// <summary>Finds the recording that a model of a run was trained on.</summary>
internal static class TrainedRecording
{
    private const int MostNamed = 8;

    /// <summary>Reads the recording.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="model">The model, of that run.</param>
    /// <param name="data">The folder of published data. By default that of the run.</param>
    /// <param name="finder">Reads the experiment of the run.</param>
    /// <exception cref="UserErrorException">Nothing says which recording is meant.</exception>
    /// <exception cref="DatasetException">The recording cannot be read.</exception>
    public static Recording Of(string run, SanModel model, DataFolder? data, ExperimentFinder finder)
    {
        if (!Directory.Exists(run))
        {
            throw new UserErrorException($"{run} is a model, which holds no recording; name one behind it, or name the run instead");
        }

        using RunFolder folder = RunFolder.View(run);
        SanExperiment experiment = (SanExperiment)finder.OfRun(folder.ConfigFile);
        DatasetConfig dataset = DatasetOf(experiment, model) ?? throw new UserErrorException(
            $"{run} has no dataset of the model '{model.Model.Key}'; name a recording behind {run}");
        if (DatasetRecordings.Generated(experiment, dataset) is { } generated)
        {
            return generated;
        }

        data ??= new DataFolder(folder.ReadRecord().DataFolder, "the folder that the run began with");
        var files = DatasetRecordings.FilesOf(dataset, data);
        return files switch
        {
            [var (path, _)] => Read(path, dataset),
            [] => throw new UserErrorException(
                $"the dataset '{dataset.Label}' has no recording, because it is {dataset.Name}; name a recording behind {run}"),
            _ => throw new UserErrorException(
                $"the dataset '{dataset.Label}' has {files.Count} recordings; name one of them behind {run}:\n"
                    + string.Join('\n', files.Take(MostNamed).Select(f => "  " + f.Path)) + (files.Count > MostNamed ? "\n  …" : "")),
        };
    }

    private static Recording Read(string path, DatasetConfig dataset)
    {
        if (dataset.Name != DatasetSchemas.PhysioNet)
        {
            // The model filters.
            ValueList<Parameter> reading = new(dataset.Parameters.Where(p => !FilterSchemas.IsFilter(p.Name)));
            return Recording.Load(path, dataset with { Parameters = reading }, ColumnOf(dataset));
        }

        object signal = dataset.Parameters.First(p => p.Name == DatasetSchemas.Signal).Value;
        return Recording.Load(path, Convert.ToString(signal, CultureInfo.InvariantCulture));
    }

    /// <summary>The column of the short form for a folder, which has a key of its own.</summary>
    private static string? ColumnOf(DatasetConfig dataset) => dataset.Name == DatasetSchemas.Files
        ? Convert.ToString(dataset.Parameters.FirstOrDefault(p => p.Name == RecordingSchemas.Column)?.Value, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The dataset of a model: its label begins the key of the training.</summary>
    private static DatasetConfig? DatasetOf(SanExperiment experiment, SanModel model) => experiment.ExpandVariants()
        .SelectMany(v => v.Experiment.ExpandDatasets())
        .Where(d => model.Model.Key.StartsWith(d.Label + "/", StringComparison.Ordinal))
        .MaxBy(d => d.Label.Length);
}
