using System.Text;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Files;

/// <summary>The text of an experiment on the user's own recordings.</summary>
/// <param name="Files">The path or pattern of the files.</param>
/// <param name="Settings">Keys of the dataset with their values as YAML, in order.</param>
public sealed record RecordingsTemplate(string Files, IReadOnlyList<(string Key, string Value)> Settings)
{
    /// <summary>The template with a time column, by name or number, and its unit where one is given.</summary>
    public RecordingsTemplate WithTime(object column, string? unit)
    {
        RecordingsTemplate template = With(RecordingSchemas.TimeColumn, ResolvedYaml.Scalar(column));
        return unit is null || Has(RecordingSchemas.TimeUnit) ? template : template.With(RecordingSchemas.TimeUnit, unit);
    }

    /// <summary>Adds channels, each by name or number.</summary>
    public RecordingsTemplate WithChannels(IReadOnlyList<object> channels) =>
        With(RecordingSchemas.Channel, channels.Count == 1
            ? ResolvedYaml.Scalar(channels[0]) : "[" + string.Join(", ", channels.Select(ResolvedYaml.Scalar)) + "]");

    /// <summary>Whether a key is among the settings.</summary>
    public bool Has(string key) => Settings.Any(s => s.Key == key);

    /// <summary>The list of datasets.</summary>
    public string Datasets()
    {
        StringBuilder text = new("datasets:\n  - recordings:\n");
        foreach ((string key, string value) in Settings.Prepend((RecordingSchemas.Files, ResolvedYaml.Scalar(Files))))
        {
            text.Append("      ").Append(key).Append(": ").Append(value).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A whole experiment: the paper's network, the recipe that lowers φ, and φ-pursuit.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="windowLength">Samples of a window.</param>
    /// <param name="isSplitWhole">Whether whole recordings are split into train, validation and test.</param>
    public string Experiment(string name, int windowLength, bool isSplitWhole)
    {
        string by = Files.Contains(RecordingSchemas.Subject, StringComparison.Ordinal) ? "subject" : "recording";
        string window = isSplitWhole ? "all" : ResolvedYaml.Scalar(12 * windowLength);
        string split = isSplitWhole
            ? $"split: {{ by: {by}, train: 6, validation: 2, test: 2 }}  # shares of the {by}s, in the order of their names"
            : "split: { train: 6, validation: 2, test: 4 }  # windows, in order";
        int kernel = Math.Max(2, Math.Min(20, windowLength / 5));
        string kernels = string.Join(
            ", ", new[] { kernel / 2, kernel, 2 * kernel, 4 * kernel }.Where(m => m <= windowLength).Select(m => ResolvedYaml.Scalar(m)));
        return
            $$"""
            # yaml-language-server: $schema=./schema/sans.schema.json
            name: {{name}}
            title: {{ResolvedYaml.Scalar("Recordings of " + Files)}}

            # 'sans data inspect PATH' shows what a file holds.
            {{Datasets().TrimEnd('\n')}}
            window: { samples: {{window}}, length: {{ResolvedYaml.Scalar(windowLength)}} }
            {{split}}

            # Each size is tried, and the best one on validation is shown.
            model: { kernel_size: [{{kernels}}] }
            activations: [extrema: { border_tolerance: 3 }]
            training: { epochs: 30, batch_size: 2 }
            select: { kernel_size: mean_phi }

            # The paper's network, the recipe that lowers φ, and φ-pursuit, which is lower still and slower. Half a kernel between
            # activations keeps them events. Without a distance_factor φ is least, with several activations at one event.
            variants:
              paper: {}
              recipe: { model: { kernels: 2, decoder: transposed }, activations: [extrema_competition: { border_tolerance: 3, distance_factor: 0.5 }] }
              pursuit:
                model: { kernels: 2, decoder: transposed, initialization: data }
                activations: [phi_pursuit: { distance_factor: 0.5 }]
                training: { unit_norm: true, reinitialize: {} }

            """;
    }

    private RecordingsTemplate With(string key, string value) =>
        this with { Settings = [.. Settings.Where(s => s.Key != key), (key, value)] };
}
