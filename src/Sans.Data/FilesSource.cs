using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Data.Files;

namespace Sans.Data;

/// <summary>The CSV and NPY files of a folder, one after another in the order of their names, each cut to whole windows.</summary>
internal sealed class FilesSource : ISignalSource
{
    /// <inheritdoc/>
    public Signal Read(DatasetConfig dataset, WindowConfig window, DataFolder folder)
    {
        string path = folder.Combine(dataset.Parameters.Get<string>("folder").Split('/'));
        int column = (int)dataset.Parameters.Get<long>("column");
        string[] files = [.. DataFile.In(path).Where(f => Reader(f) is not null)];
        if (files.Length == 0)
        {
            throw new MissingDataException($"there is no .csv or .npy file in {path}");
        }

        List<double> samples = [];
        List<int> starts = [];
        foreach (string file in files.TakeWhile(_ => samples.Count < window.Samples))
        {
            List<double> content = Reader(file)!(file, column, window.Samples - samples.Count);
            starts.Add(samples.Count);
            bool isLast = samples.Count + content.Count >= window.Samples;
            samples.AddRange(isLast ? content : content.Take(content.Count / window.Length * window.Length));
        }

        string origin = FormattableString.Invariant($"{path} ({files.Length} {(files.Length == 1 ? "file" : "files")})");
        return new Signal([.. samples], origin) { Starts = [.. starts.Where(s => s < samples.Count)] };
    }

    private static Func<string, int, int, List<double>>? Reader(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".csv" => CsvColumn.Read,
        ".npy" => NpyColumn.Read,
        _ => null,
    };
}
