using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Training;
using Sans.Data.Files;

namespace Sans.Data.Examples;

/// <summary>
/// The recordings of UCI Epileptic Seizure Recognition. Each row of its CSV file has an identifier, 178 samples and one of five
/// labels. Labels are merged into classes as declared.
/// </summary>
internal sealed class UciEpilepsySource : IExampleSource
{
    /// <summary>The name of the file on Kaggle.</summary>
    public const string KaggleName = "Epileptic Seizure Recognition.csv";

    /// <inheritdoc/>
    public RawExamples Read(DatasetConfig dataset, SplitConfig split, DataFolder folder)
    {
        PublishedExamples published = PublishedExamples.UciEpilepsy;
        var classes = dataset.Classes
            .SelectMany((c, i) => c.Labels.Select(l => (Label: l, Class: i)))
            .ToDictionary(p => p.Label, p => p.Class);
        string file = Find(folder, published);
        string known = $"the labels of 'classes': {string.Join(", ", classes.Keys.Order())}";
        var rows = LabeledRows.Read(file, published.Width, classes.ContainsKey, known);
        long wanted = (long)split.Train + split.Validation + split.Test;
        if (rows.Labels.Length < wanted)
        {
            throw new DatasetException(
                FormattableString.Invariant($"{file}: {rows.Labels.Length:N0} rows, but 'split' asks for {wanted:N0}"));
        }

        int[] all = [.. rows.Labels.Select(l => classes[l])];
        int length = published.Width, validation = split.Train, test = split.Train + split.Validation;
        return new RawExamples(
            new ExampleShape(published.Height, length),
            rows.Samples[..(validation * length)],
            rows.Samples[(validation * length)..(test * length)],
            rows.Samples[(test * length)..((int)wanted * length)],
            rows.Samples.Min(),
            rows.Samples.Max(),
            new ClassLabels(dataset.Classes.Count, all[..validation], all[validation..test], all[test..(int)wanted]),
            rows.VanishedCount);
    }

    /// <summary>The file as published, plain or compressed, or under its Kaggle name.</summary>
    private static string Find(DataFolder folder, PublishedExamples published)
    {
        string plain = folder.Combine(published.Folder, "data.csv");
        string[] files = [plain, plain + ".gz", folder.Combine(published.Folder, KaggleName)];
        return Array.Find(files, DataFile.Exists)
            ?? throw new MissingDataException(
                $"there is no {plain}. Kaggle has it as '{KaggleName}'; put either into {folder.Combine(published.Folder)}");
    }
}
