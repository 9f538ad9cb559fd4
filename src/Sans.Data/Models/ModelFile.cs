using System.Globalization;
using System.Text.Json;
using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data.Formats.Safetensors;

namespace Sans.Data.Models;

/// <summary>
/// A trained network as one file: a tensor for each kernel, <c>kernel.0</c> and so on, with metadata for its use. See
/// docs/models.md.
/// </summary>
internal static class ModelFile
{
    private const string Format = "sans-model-1";
    private const string FormatKey = "format";
    private const string ModelKey = "model";
    private const int MostKernels = 1_000;
    private const int LongestWindow = 100_000_000;

    private static readonly string[] Normalizations = ["standardize", "none", "unit", "symmetric"];

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,

        // A value that this program does not know could change what the model does.
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The bytes of its file.</returns>
    public static byte[] Write(TrainedModel model)
    {
        SanNetwork network = model.Network;
        ModelHead head = new()
        {
            Key = model.Key,
            Experiment = model.Experiment,
            Dimensions = model.Dimensions,
            Activation = network.Activation.Name,
            Parameters = network.Activation.Parameters.ToDictionary(p => p.Name, p => p.Value),
            ActivationState = network.ActivationState?.ToArray(),
            PursuitThreshold = network.PursuitThreshold,
            Scales = network.Scales.Count == 0 ? null : [.. network.Scales],
            Decoder = network.UsesTransposedDecoder ? "transposed" : "correlation",
            Normalize = model.Normalization,
            WindowLength = network.WindowLength,
            SampleRateHz = model.SampleRateHz,
            Filters = model.Filters is { } filters ? FilterHead.Of(filters) : null,
            Channel = model.Channel,
            Units = model.Units,
            Epoch = model.Epoch,
            InverseCompressionRatio = model.InverseCompressionRatio,
            NormalizedReconstructionLoss = model.NormalizedReconstructionLoss,
            MeanPhi = model.MeanPhi,
            Digest = model.Digest,
            DataDigest = model.DataDigest,
            Statistics = [.. model.Statistics],
        };
        return SafetensorsWriter.Write(
            [.. network.Kernels.Select((k, i) => (NameOf(i), ShapeOf(k.Length, model.Dimensions), k))],
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [FormatKey] = Format,
                [ModelKey] = JsonSerializer.Serialize(head, Json),
            });
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="activations">The activations that this program knows.</param>
    /// <exception cref="DatasetException">The file cannot be used. The message says why.</exception>
    public static TrainedModel Read(string path, IReadOnlyList<ActivationSchema> activations) =>
        File.Exists(path)
            ? Read(SafetensorsReader.ReadFile(path), path, activations)
            : throw new DatasetException($"there is no {path}; a run has its models in the folder 'models'");

    /// <summary>Reads a model from the bytes of its file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="activations">The activations that this program knows.</param>
    /// <exception cref="DatasetException">The bytes cannot be used. The message says why.</exception>
    public static TrainedModel Read(ReadOnlySpan<byte> bytes, string name, IReadOnlyList<ActivationSchema> activations) =>
        Read(SafetensorsReader.Read(bytes, name), name, activations);

    /// <summary>The mistake of a model that no file can have, or <see langword="null"/> where there is none.</summary>
    /// <param name="model">The model.</param>
    public static string? MistakeIn(TrainedModel model) => model switch
    {
        { Network: null } => "the network is null",
        { Network.Activation: null } => "the activation is null",
        { Network.Kernels: null or { Count: < 1 or > MostKernels } } =>
            FormattableString.Invariant($"it has {model.Network.Kernels?.Count ?? 0} kernels; there must be 1 to {MostKernels}"),
        _ when model.Network.Kernels.Any(k => k is null or [] || !Array.TrueForAll(k, float.IsFinite)) =>
            "a kernel is empty or has a weight that is not finite",
        { Network.WindowLength: < 1 or > LongestWindow } =>
            FormattableString.Invariant($"'window_length' is {model.Network.WindowLength}; it must be from 1 to {LongestWindow}"),
        _ when !Normalizations.Contains(model.Normalization) => NotOneOf(model.Normalization, "normalize", Normalizations),
        _ when model.Network.Scales.Count > 0 => KernelScales.MistakeIn(model.Network.Scales),
        _ => null,
    };

    private static TrainedModel Read(SafetensorsContent content, string name, IReadOnlyList<ActivationSchema> activations)
    {
        if (!content.Metadata.TryGetValue(FormatKey, out string? format) || !content.Metadata.TryGetValue(ModelKey, out string? text))
        {
            throw Wrong(name, "it has no metadata of a model; `sans run` writes models into the folder 'models' of a run");
        }

        if (format != Format)
        {
            throw Wrong(name, $"its format is '{format}', but this program reads '{Format}'");
        }

        ModelHead head = HeadOf(text, name);
        if (head.Dimensions is not (1 or 2))
        {
            throw Wrong(name, FormattableString.Invariant($"'dimensions' is {head.Dimensions}; it must be 1 or 2"));
        }

        if (head.WindowLength is < 1 or > LongestWindow)
        {
            throw Wrong(name, FormattableString.Invariant($"'window_length' is {head.WindowLength}; it must be from 1 to {LongestWindow}"));
        }

        Positive(head.SampleRateHz, "sample_rate_hz", name);
        Positive(head.PursuitThreshold, "pursuit_threshold", name);
        OneOf(head.Decoder, "decoder", ["correlation", "transposed"], name);
        OneOf(head.Normalize, "normalize", Normalizations, name);
        float[][] kernels = KernelsOf(content, head.Dimensions, name);
        if (head.Statistics.Length is var count && count != 0 && count != kernels.Length)
        {
            throw Wrong(name, FormattableString.Invariant($"there are statistics of {count} kernels, but {kernels.Length} kernels"));
        }

        if (Array.FindIndex(head.Statistics, s => !IsMeasured(s)) is var wrong and >= 0)
        {
            throw Wrong(name, FormattableString.Invariant($"the statistics of kernel {wrong} must be finite and at least 0"));
        }

        if (head.ActivationState is { } state && !Array.TrueForAll(state, double.IsFinite))
        {
            throw Wrong(name, "'activation_state' holds a value that is not a number");
        }

        if (head.Scales is { } scales && !AreScales(scales, head))
        {
            throw Wrong(name, KernelScales.MistakeIn(scales) ?? "a network on signals has at least 2 scales, and others have none");
        }

        if (head.Filters?.Mistake() is { } mistake)
        {
            throw Wrong(name, "'filters': " + mistake);
        }

        SanNetwork network = new(
            kernels, ActivationOf(head, activations, name), head.Decoder == "transposed", head.WindowLength, head.ActivationState)
        {
            PursuitThreshold = head.PursuitThreshold,
            Scales = head.Scales is null ? default : new(head.Scales),
        };
        return new TrainedModel(network, head.Dimensions, head.Normalize)
        {
            Key = head.Key,
            Experiment = head.Experiment,
            SampleRateHz = head.SampleRateHz,
            Filters = head.Filters?.Read() is { IsEmpty: false } filters ? filters : null,
            Channel = head.Channel,
            Units = head.Units,
            Epoch = head.Epoch,
            InverseCompressionRatio = head.InverseCompressionRatio,
            NormalizedReconstructionLoss = head.NormalizedReconstructionLoss,
            MeanPhi = head.MeanPhi,
            Digest = head.Digest,
            DataDigest = head.DataDigest,
            Statistics = head.Statistics,
        };
    }

    private static bool AreScales(double[] scales, ModelHead head) =>
        head.Dimensions == 1 && scales.Length >= 2 && KernelScales.MistakeIn(scales) is null;

    private static bool IsMeasured(KernelStatistics statistics) => Array.TrueForAll(
        [statistics.PositiveEnergy, statistics.NegativeEnergy, statistics.LargeMagnitude], n => n is >= 0 and < double.PositiveInfinity);

    private static ModelHead HeadOf(string text, string name)
    {
        try
        {
            ModelHead head = JsonSerializer.Deserialize<ModelHead>(text, Json) ?? throw Wrong(name, "its metadata are empty");
            return head is
            {
                Key: not null, Experiment: not null, Activation: not null, Decoder: not null, Normalize: not null,
                Channel: not null, Units: not null, Digest: not null, DataDigest: not null, Parameters: not null, Statistics: not null
            }
                && Array.TrueForAll(head.Statistics, s => s is not null)
                ? head
                : throw Wrong(name, "its metadata have a null in place of a value");
        }
        catch (JsonException error)
        {
            throw Wrong(name, $"its metadata are damaged or of a newer version at {error.Path ?? "the start"}");
        }
    }

    private static float[][] KernelsOf(SafetensorsContent content, int dimensions, string name)
    {
        int count = content.Tensors.Count;
        if (count is < 1 or > MostKernels)
        {
            throw Wrong(name, FormattableString.Invariant($"it has {count} kernels; there must be 1 to {MostKernels}"));
        }

        float[][] kernels = new float[count][];
        for (int i = 0; i < count; i++)
        {
            SafetensorsTensor tensor = content.Tensors.TryGetValue(NameOf(i), out SafetensorsTensor? found)
                ? found
                : throw Wrong(name, $"there is no tensor '{NameOf(i)}' among {count}");
            bool isKernel = tensor.Shape.Length == dimensions && tensor.Values.Length > 0 && tensor.Shape.Distinct().Count() == 1;
            kernels[i] = isKernel ? tensor.Values : throw Wrong(
                name, $"the tensor '{NameOf(i)}' has the shape [{string.Join(", ", tensor.Shape)}], which is not that of a kernel");
        }

        return kernels;
    }

    private static ActivationConfig ActivationOf(ModelHead head, IReadOnlyList<ActivationSchema> activations, string name)
    {
        ActivationSchema schema = activations.FirstOrDefault(a => a.Name == head.Activation)
            ?? throw Wrong(name, $"its activation is '{head.Activation}', which this program does not know"
                + (NearestName.Of(head.Activation, activations.Select(a => a.Name)) is { Length: > 0 } near
                    ? $"; the most similar name is '{near}'"
                    : ""));
        if (head.Parameters.Keys.FirstOrDefault(key => schema.Parameters.All(p => p.Name != key)) is { } unknown)
        {
            throw Wrong(name, $"'{head.Activation}' has no parameter '{unknown}'");
        }

        List<Parameter> parameters = [];
        foreach (ActivationParameter parameter in schema.Parameters)
        {
            if (head.Parameters.TryGetValue(parameter.Name, out object? given) && given is JsonElement value)
            {
                parameters.Add(new Parameter(parameter.Name, ValueOf(value, parameter) ?? throw Wrong(
                    name, $"the parameter '{parameter.Name}' of '{head.Activation}' is {value.GetRawText()}; it must be "
                        + $"{parameter.ToKey().Value.Description}")));
            }
            else if (!parameter.IsNullable)
            {
                throw Wrong(name, $"'{head.Activation}' needs the parameter '{parameter.Name}'");
            }
        }

        return new ActivationConfig(head.Activation, new(parameters));
    }

    private static object? ValueOf(JsonElement value, ActivationParameter parameter) => parameter.Type switch
    {
        ParameterType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
        ParameterType.Word => value.ValueKind == JsonValueKind.String && parameter.Words.Contains(value.GetString()!)
            ? value.GetString()
            : null,
        ParameterType.Int32 => value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long whole)
            && whole >= parameter.Minimum
            && whole <= parameter.Maximum ? whole : null,
        _ => value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double number)
            && number >= parameter.Minimum
            && number <= parameter.Maximum ? number : null,
    };

    private static void OneOf(string word, string key, string[] words, string name)
    {
        if (!words.Contains(word))
        {
            throw Wrong(name, NotOneOf(word, key, words));
        }
    }

    private static string NotOneOf(string? word, string key, string[] words) =>
        $"'{key}' is '{word}'; it must be one of {string.Join(", ", words)}";

    private static void Positive(double? number, string key, string name)
    {
        if (number is not (null or (> 0 and < double.PositiveInfinity)))
        {
            throw Wrong(name, FormattableString.Invariant($"'{key}' is {number}; it must be above 0 and finite"));
        }
    }

    private static string NameOf(int kernel) => string.Create(CultureInfo.InvariantCulture, $"kernel.{kernel}");

    private static int[] ShapeOf(int weights, int dimensions) =>
        dimensions == 1 ? [weights] : [(int)Math.Round(Math.Sqrt(weights)), (int)Math.Round(Math.Sqrt(weights))];

    private static DatasetException Wrong(string name, string what) => new($"{name}: not a usable model: {what}");

    /// <summary>The metadata of a model, by its names in snake_case.</summary>
    private sealed record ModelHead
    {
        public string Key { get; init; } = "";

        public string Experiment { get; init; } = "";

        public required int Dimensions { get; init; }

        public required string Activation { get; init; }

        public Dictionary<string, object> Parameters { get; init; } = [];

        public double[]? ActivationState { get; init; }

        public double? PursuitThreshold { get; init; }

        public double[]? Scales { get; init; }

        public required string Decoder { get; init; }

        public required string Normalize { get; init; }

        public required int WindowLength { get; init; }

        public double? SampleRateHz { get; init; }

        public FilterHead? Filters { get; init; }

        public string Channel { get; init; } = "";

        public string Units { get; init; } = "";

        public int Epoch { get; init; }

        public double? InverseCompressionRatio { get; init; }

        public double? NormalizedReconstructionLoss { get; init; }

        public double? MeanPhi { get; init; }

        public string Digest { get; init; } = "";

        public string DataDigest { get; init; } = "";

        public KernelStatistics[] Statistics { get; init; } = [];
    }
}
