using Sans.Configuration;
using Sans.Configuration.Kinds;
using Sans.Configuration.Parsing;

namespace Sans.Reports.Tables;

/// <summary>The origin of a table: data, engine and build.</summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="DataDigests">Fingerprint of each dataset, by label.</param>
/// <param name="SkippedDatasets">The labels of datasets that were left out because their files do not exist.</param>
/// <param name="DataNotes">The notes about invalid data, by label.</param>
public sealed record TableContext(
    string Engine,
    IReadOnlyDictionary<string, string> DataDigests,
    IReadOnlyList<string> SkippedDatasets,
    IReadOnlyDictionary<string, string> DataNotes)
{
    /// <summary>The name of the lines about data in the head of a table.</summary>
    public const string Data = "data";

    /// <summary>The fingerprint of the experiment, or <see langword="null"/> where it is not kept.</summary>
    public string? ConfigHash { get; init; }

    /// <summary>The reading of files for recordings, in a line for each label.</summary>
    public IReadOnlyDictionary<string, string> DataRead { get; init; } = new Dictionary<string, string>();

    /// <summary>The head lines: the experiment, its engine, and its seeds.</summary>
    public HeadLine HeadOf(ExperimentConfig experiment)
    {
        string seeds = experiment.Seeds.Values.Count == 1 ? $"seed {experiment.Seeds}" : $"seeds {experiment.Seeds} (mean ± deviation)";
        return new HeadLine("experiment", $"{experiment.Name}, engine {Engine}, {seeds}");
    }

    /// <summary>A line for each variant, with its replaced settings.</summary>
    public static IEnumerable<HeadLine> VariantsOf(ExperimentConfig experiment) =>
        KindSchemas.Values(experiment).Find(ExperimentVariants.Key) is MappingValue variants
            ? variants.Entries.Select(v => new HeadLine(
                ExperimentVariants.Setting,
                $"{v.Key}: {(v.Value is MappingValue { Entries.Count: 0 } ? "as the experiment is" : ResolvedYaml.Inline(v.Value))}"))
            : [];

    /// <summary>The lines of a dataset: its fingerprint, and the record of its files.</summary>
    public IEnumerable<HeadLine> HeadOf(DatasetConfig dataset) =>
    [
        new HeadLine(Data, $"{dataset.Label}: {dataset.Name}, digest {DataDigests[dataset.Label]}")
        {
            InTerminal = dataset.Label == dataset.Name ? dataset.Name : $"{dataset.Label} ({dataset.Name})",
        },
        .. DataRead.TryGetValue(dataset.Label, out string? reading) ? (HeadLine[])[new HeadLine(Data, $"{dataset.Label}: {reading}")] : [],
    ];

    /// <summary>The notes about skipped datasets and invalid data.</summary>
    public IEnumerable<string> Notes()
    {
        string[] leftOut = SkippedDatasets.Count == 0 ? [] : [
            $"left out because their files were missing: {string.Join(", ", SkippedDatasets)}",
        ];
        return leftOut.Concat(DataNotes.Select(note => $"{note.Key}: {note.Value}"));
    }
}
