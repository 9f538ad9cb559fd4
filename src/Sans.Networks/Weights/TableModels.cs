using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Filters;
using Sans.Data.Models;
using Sans.Networks.Data;
using Sans.Networks.Figures;
using Sans.Networks.Tables;

namespace Sans.Networks.Weights;

/// <summary>The networks behind the table's rows as models: <c>models/NAME.safetensors</c>, one for each training.</summary>
internal static class TableModels
{
    /// <summary>The files, by their paths below the run folder. Each is made when it is written.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="rows">The rows of its φ table.</param>
    /// <param name="loaded">The examples and the record of their files, where they exist.</param>
    /// <param name="activations">The activations that trials can name.</param>
    public static IEnumerable<(string Path, Func<byte[]> Content)> Of(
        SanExperiment experiment, IReadOnlyList<PhiRow> rows, LoadedData? loaded, IActivationRegistry activations)
    {
        NetworkResult[] results = [.. rows.SelectMany(r => r.Results).DistinctBy(r => r.Trial.Key)];
        IReadOnlyDictionary<string, string> names = ModelNames.Of([.. results.Select(r => r.Trial.Key)]);
        foreach (NetworkResult result in results)
        {
            yield return ($"models/{names[result.Trial.Key]}.safetensors", () => ModelFile.Write(
                ModelOf(experiment, result, loaded, activations)));
        }
    }

    private static TrainedModel ModelOf(SanExperiment experiment, NetworkResult result, LoadedData? loaded, IActivationRegistry activations)
    {
        NetworkData? data = loaded?.Data;
        DataReading? reading = loaded?.Readings.GetValueOrDefault(result.Trial.Dataset);
        NetworkTrial trial = result.Trial;
        DatasetConfig dataset = experiment.ExpandDatasets().First(d => d.Label == trial.Dataset);
        SanExperiment own = experiment.For(dataset);
        bool isSignal = result.Kernels[0].Length == trial.KernelSizes[0];
        SignalSplit? split = data is not null && data.Digests.ContainsKey(trial.Dataset) ? data[trial.Dataset] : null;
        int windowLength = split?.Train.Length ?? own.Window.Length.Value;
        SanNetwork network = new(
            [.. result.Kernels], trial.Activation, trial.Readings is { UseTransposedDecoder: true }, windowLength, result.ActivationState)
        {
            Scales = trial.Scales,
        };
        if (isSignal && split is not null)
        {
            network = network with { PursuitThreshold = activations.Visit(trial.Activation, new PursuitThreshold(network, split.Train)) };
        }

        return new TrainedModel(network, isSignal ? 1 : 2, own.Normalization.Value.ToString().ToLowerInvariant())
        {
            Key = trial.Key,
            Experiment = experiment.Name,
            SampleRateHz = reading?.SampleRateHz,
            Filters = FilterParameters.Of(dataset.Parameters),
            Channel = reading?.Channel.Trim('\'') ?? "",
            Units = reading?.Units ?? "",
            Epoch = result.Epoch,
            InverseCompressionRatio = result.Test.InverseCompressionRatio,
            NormalizedReconstructionLoss = result.Test.NormalizedReconstructionLoss,
            MeanPhi = result.Test.MeanPhi,
            Digest = result.Digest,
            DataDigest = split?.Digest ?? "",
            Statistics = isSignal && split is not null ? StatisticsOf(result, split, activations) : [],
        };
    }

    /// <summary>The event statistics of each kernel on the training and validation windows.</summary>
    /// <param name="result">The training.</param>
    /// <param name="split">Its dataset.</param>
    /// <param name="activations">The activations that it can name.</param>
    public static IReadOnlyList<KernelStatistics> StatisticsOf(NetworkResult result, SignalSplit split, IActivationRegistry activations)
    {
        List<float>[] amplitudes = [.. result.Kernels.Select(_ => new List<float>())];
        foreach (SplitPart part in (SplitPart[])[SplitPart.Train, SplitPart.Validation])
        {
            SignalWindows windows = split.Part(part);
            for (int i = 0; i < windows.Count; i++)
            {
                float[][] maps = TracedExample.MapsOf(result, activations, windows[i], windows.Shape);
                for (int kernel = 0; kernel < amplitudes.Length; kernel++)
                {
                    foreach (float amplitude in maps[kernel])
                    {
                        if (amplitude != 0)
                        {
                            amplitudes[kernel].Add(amplitude);
                        }
                    }
                }
            }
        }

        return [.. result.Kernels.Select((k, i) => KernelStatistics.Of(amplitudes[i], k))];
    }
}
