using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Networks.Data;

namespace Sans.Benchmarks.Csc;

/// <summary>The signals of the comparison: twelve windows of three records, and of triangles.</summary>
internal static class CscSignals
{
    private const string Head = """
        name: csc
        window: { samples: 12000, length: 1000 }
        split: { train: 6, validation: 2, test: 4 }
        datasets:
          - physionet: { database: mitdb }
          - physionet: { database: bidmc }
          - physionet: { database: voiced }
          - synthetic_motifs:
              label: motifs
              motif: triangle
              motif_length: 21
              minimum_distance: 30
              distance_spread: 40
              base_amplitude: 1
              amplitude_spread: 1
              noise: normal
              noise_level: 0.05

        """;

    /// <summary>An experiment on these signals. Signals whose files are missing are left out.</summary>
    /// <param name="rest">The other keys of the experiment, as YAML.</param>
    /// <returns>The experiment and its data.</returns>
    public static (SanExperiment Experiment, NetworkData Data) Load(string rest)
    {
        SanExperiment experiment = Read(Head + rest);
        LoadedData loaded = ExperimentData.Load(experiment, skipMissing: true);
        return (experiment.Without([.. loaded.Skipped.Keys]), loaded.Data);
    }

    /// <summary>Reads an experiment.</summary>
    /// <param name="yaml">Its YAML.</param>
    public static SanExperiment Read(string yaml)
    {
        ReadResult result = ExperimentReader.Read(yaml, "csc.yaml", Experiments.ActivationRegistry.Instance.Schemas);
        return (SanExperiment?)result.Config ?? throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }
}
