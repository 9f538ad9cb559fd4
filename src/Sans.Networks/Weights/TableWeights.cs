using System.Globalization;
using System.Text.Json;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Data.Formats.Safetensors;
using Sans.Networks.Tables;

namespace Sans.Networks.Weights;

/// <summary>The kernels of the table's rows as a file for other programs: <c>weights/table.safetensors</c>.</summary>
internal static class TableWeights
{
    /// <summary>
    /// Writes a tensor per training, named by its key: <c>[q, m]</c>, in 2-D <c>[q, m, m]</c>. Kernels of different sizes
    /// have a tensor each, with <c>/kernel=1</c> and so on behind the key. Kernels are stored unreversed. One activation
    /// contributes the reversed kernel to the reconstruction. The metadata hold the experiment and the facts about each
    /// tensor.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="rows">The rows of its φ table.</param>
    /// <param name="engine">The engine.</param>
    public static byte[] Write(SanExperiment experiment, IReadOnlyList<PhiRow> rows, string engine)
    {
        List<(string, int[], float[])> tensors = [];
        Dictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            ["format"] = "sans-weights-1",
            ["experiment"] = experiment.Name,
            ["title"] = experiment.Title,
            ["engine"] = engine,
        };
        foreach (NetworkResult result in rows.SelectMany(r => r.Results))
        {
            metadata.Add(result.Trial.Key, Describe(result));
            IReadOnlyList<int> sizes = result.Trial.KernelSizes;
            if (sizes.Distinct().Count() == 1)
            {
                tensors.Add((result.Trial.Key,
                [
                    result.Kernels.Count, .. Shape(result.Kernels[0], sizes[0]),
                ], [.. result.Kernels.SelectMany(k => k)]));
                continue;
            }

            tensors.AddRange(result.Kernels.Select(
                (k, i) => (string.Create(CultureInfo.InvariantCulture, $"{result.Trial.Key}/kernel={i + 1}"), Shape(k, sizes[i]), k)));
        }

        return SafetensorsWriter.Write(tensors, metadata);
    }

    private static int[] Shape(float[] kernel, int size) => kernel.Length == size ? [size] : [size, size];

    private static string Describe(NetworkResult result)
    {
        Dictionary<string, object> described = Known(result);
        if (result.ActivationState is { } state)
        {
            described.Add("activation_state", state);
        }

        if (result.Trial.Scales.Count > 0)
        {
            described.Add("scales", result.Trial.Scales);
        }

        return JsonSerializer.Serialize(described);
    }

    private static Dictionary<string, object> Known(NetworkResult result) => new()
    {
        ["dataset"] = result.Trial.Dataset,
        ["activation"] = result.Trial.ActivationLabel,
        ["kernel_size"] = result.Trial.KernelSizeText,
        ["seed"] = result.Trial.Seed,
        ["protocol"] = result.Trial.Protocol.Word(),
        ["epoch"] = result.Epoch,
        ["inverse_compression_ratio"] = result.Test.InverseCompressionRatio,
        ["normalized_reconstruction_loss"] = result.Test.NormalizedReconstructionLoss,
        ["mean_phi"] = result.Test.MeanPhi,
        ["digest"] = result.Digest,
    };
}
