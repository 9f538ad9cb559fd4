using System.Text;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Files;

/// <summary>The text of an experiment on people's own recordings.</summary>
/// <param name="Files">The path or pattern of the files.</param>
/// <param name="Settings">Keys of the dataset with their values as YAML, in order.</param>
public sealed record RecordingsTemplate(string Files, IReadOnlyList<(string Key, string Value)> Settings)
{
    /// <summary>The template with a column of the time, by name or number.</summary>
    public RecordingsTemplate WithTime(object column) => With(RecordingSchemas.TimeColumn, ResolvedYaml.Scalar(column));

    /// <summary>The template with channels, each by name or number.</summary>
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

    /// <summary>A whole experiment with two kernels.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="windowLength">Samples of a window.</param>
    /// <param name="isSplitWhole">Whether whole recordings train, validate and test.</param>
    public string Experiment(string name, int windowLength, bool isSplitWhole)
    {
        string window = isSplitWhole ? "all" : ResolvedYaml.Scalar(12 * windowLength);
        string split = isSplitWhole
            ? "split: { by: recording, train: 6, validation: 2, test: 2 }  # shares of the recordings, in the order of their names"
            : "split: { train: 6, validation: 2, test: 4 }  # windows, in order";
        int kernel = Math.Max(2, Math.Min(20, windowLength / 5));
        return
            $$"""
            # yaml-language-server: $schema=./schema/sans.schema.json
            name: {{name}}
            title: {{ResolvedYaml.Scalar("Recordings of " + Files)}}

            # 'sans data inspect PATH' shows what a file holds.
            {{Datasets().TrimEnd('\n')}}
            window: { samples: {{window}}, length: {{ResolvedYaml.Scalar(windowLength)}} }
            {{split}}

            # Two kernels, whose transposes decode.
            model: { kernels: 2, kernel_size: {{ResolvedYaml.Scalar(kernel)}}, decoder: transposed }
            activations:
              - extrema: { border_tolerance: 3 }
            training: { epochs: 10, batch_size: 2 }

            """;
    }

    private RecordingsTemplate With(string key, string value) =>
        this with { Settings = [.. Settings.Where(s => s.Key != key), (key, value)] };
}
