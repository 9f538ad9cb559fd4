using Sans.Data.Filters;
using Sans.Data.Formats.Edf;
using Sans.Data.Formats.Hdf5;
using Sans.Data.Formats.Mat;
using Sans.Data.Formats.Npy;
using Sans.Data.Formats.Text;
using Sans.Data.Formats.Wav;
using Sans.Data.Formats.Wfdb;

namespace Sans.Data.Recordings;

/// <summary>The formats of recordings, by the endings of file names.</summary>
internal static class RecordingFormats
{
    private static readonly (string Ending, OpenRecordings Open)[] All =
    [
        (".csv", TextFormat.Open),
        (".tsv", TextFormat.Open),
        (".txt", TextFormat.Open),
        (".csv.gz", TextFormat.Open),
        (".tsv.gz", TextFormat.Open),
        (".txt.gz", TextFormat.Open),
        (".npy", NpyFormat.Open),
        (".npz", NpyFormat.OpenArchive),
        (".edf", EdfFormat.Open),
        (".bdf", EdfFormat.Open),
        (".hea", WfdbFormat.Open),
        (".wav", WavFormat.Open),
        (".mat", MatFormat.Open),
        (".h5", Hdf5Format.Open),
        (".hdf5", Hdf5Format.Open),
        (".nwb", Hdf5Format.Open),
    ];

    // Formats that users have and no reader supports, with advice.
    private static readonly (string Ending, string Remedy)[] Others =
    [
        (".xlsx", "spreadsheets are not supported; save the sheet as CSV"),
        (".xls", "spreadsheets are not supported; save the sheet as CSV"),
        (".zip", "archives are not supported; unpack it"),
        (".dat", "signals of WFDB records are read by their header; name the file that ends in .hea"),
        (".atr", "annotations are not a signal; name the file of the signal"),
    ];

    /// <summary>The endings in words.</summary>
    public static string Endings { get; } = string.Join(", ", All.Select(f => f.Ending));

    /// <summary>Whether the format of a file is supported.</summary>
    public static bool Takes(string file) => Find(file) is not null;

    /// <summary>The recordings of a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="name">The name in messages and results.</param>
    /// <param name="options">The options for reading.</param>
    /// <exception cref="DatasetException">
    /// The format is not supported, or the file is damaged or can be read in two ways.
    /// </exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options) =>
        FilteredRecording.All((Find(file) ?? throw NotTaken(file))(file, name, options), options);

    /// <summary>The error for a file of an unsupported format.</summary>
    public static DatasetException NotTaken(string file)
    {
        string? remedy = Array.Find(Others, o => file.EndsWith(o.Ending, StringComparison.OrdinalIgnoreCase)).Remedy;
        return new DatasetException($"{file}: the file cannot be read: {remedy ?? $"supported endings are {Endings}"}");
    }

    private static OpenRecordings? Find(string file) =>
        Array.Find(All, f => file.EndsWith(f.Ending, StringComparison.OrdinalIgnoreCase)).Open;
}

/// <summary>Opens a file.</summary>
internal delegate IReadOnlyList<RecordingFile> OpenRecordings(string file, string name, ReadingOptions options);
