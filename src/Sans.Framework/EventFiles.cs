using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Files;

namespace Sans.Framework;

/// <summary>
/// Encodings as two files for other programs: <c>events.csv</c> with a line for each event, and <c>events.json</c> with the
/// values for decoding. See docs/models.md.
/// </summary>
public static class EventFiles
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    internal const string Csv = "events.csv";
    internal const string JsonName = "events.json";
    private const long LargestJson = 1L << 30;

    private static readonly string[] Columns = ["recording", "channel", "kernel", "sample", "time_s", "amplitude", "amplitude_in_units"];

    internal static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The columns of events. A network with scales has one more.</summary>
    internal static string[] ColumnsOf(SanNetwork network) => network.Scales.Count == 0 ? Columns : [.. Columns, "scale"];

    /// <summary>Writes encodings by one model.</summary>
    /// <param name="folder">The folder. Existing files are replaced.</param>
    /// <param name="model">The model.</param>
    /// <param name="encodings">The encoding of each recording. Recording and channel differ.</param>
    /// <exception cref="ArgumentException">An event has a kernel or scale that the model does not have.</exception>
    /// <exception cref="DatasetException">Two encodings have one recording and channel.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The files must not be written.</exception>
    public static void Write(string folder, SanModel model, IReadOnlyList<SanEncoding> encodings)
    {
        ArgumentNullException.ThrowIfNull(encodings);
        using EventWriter writer = new(folder, model);
        foreach (SanEncoding encoding in encodings)
        {
            writer.Add(encoding);
        }

        writer.Complete();
    }

    /// <summary>The digest of the model that encoded events. The file is verified.</summary>
    /// <param name="path">The file <c>events.csv</c>, with <c>events.json</c> beside it, or their folder.</param>
    /// <exception cref="DatasetException">The file cannot be used.</exception>
    public static string ModelDigest(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return ReadJson(JsonOf(path)).Model.Digest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(error.Message);
        }
    }

    /// <summary>Reads encodings. The files are verified.</summary>
    /// <param name="path">The file <c>events.csv</c>, with <c>events.json</c> beside it, or their folder.</param>
    /// <param name="model">The model that decodes them.</param>
    /// <exception cref="DatasetException">The files cannot be used, or are of another model. The message names file and line.</exception>
    public static IReadOnlyList<SanEncoding> Read(string path, SanModel model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        string csv = Directory.Exists(path) ? Path.Combine(path, Csv) : path;
        string json = JsonOf(path);
        try
        {
            EncodedFile file = ReadJson(json);
            if (file.Model.Digest != model.Model.Digest)
            {
                throw new DatasetException($"{json}: the events belong to the model '{file.Model.Key}' with digest "
                    + $"'{file.Model.Digest}', but this model has '{model.Model.Digest}'");
            }

            var events = ReadEvents(csv, file, model);
            return
            [
                .. file.Recordings.Select((r, i) => new SanEncoding([.. events[i]
                    .OrderBy(e => e.Kernel)
                    .ThenBy(e => e.Position)], r.SampleCount, r.Pieces, r.Score)
                {
                    Recording = r.Recording,
                    Channel = r.Channel,
                    Units = r.Units,
                    SampleRateHz = r.SampleRateHz,
                }),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(error.Message);
        }
    }

    private static string JsonOf(string path)
    {
        if (!Path.Exists(path))
        {
            throw new DatasetException($"there is no {path}; `sans encode` writes a folder with events.csv and {JsonName}");
        }

        string json = Path.Combine(Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!, JsonName);
        return File.Exists(json) ? json : throw new DatasetException($"there is no {json}; `sans encode` writes it beside events.csv");
    }

    private static EncodedFile ReadJson(string path)
    {
        if (new FileInfo(path).Length > LargestJson)
        {
            throw new DatasetException(FormattableString.Invariant($"{path}: files of at most {LargestJson} bytes are read"));
        }

        try
        {
            EncodedFile? file = JsonSerializer.Deserialize<EncodedFile>(File.ReadAllBytes(path), Json);
            if (file is not { Version: Version })
            {
                throw new DatasetException($"{path}: its version is {file?.Version}, but this program reads {Version}");
            }

            return file.Model is { Digest: not null } && file.Recordings is not null && Array.TrueForAll(file.Recordings, IsWhole)
                ? file
                : throw new DatasetException($"{path}: a recording, its score or its pieces are missing or out of order");
        }
        catch (JsonException error)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{path}({(error.LineNumber ?? 0) + 1}): not a file of `sans encode`, or damaged at {error.Path ?? "the start"}"));
        }
    }

    private static bool IsWhole(RecordingInFile? recording)
    {
        if (recording is not
            {
                Recording: not null, Channel: not null, Units: not null, Score: not null, Pieces: not null, SampleCount: > 0
            and <= int.MaxValue
            } || recording.SampleRateHz is <= 0 or double.NaN or double.PositiveInfinity)
        {
            return false;
        }

        long end = 0;
        foreach (PieceScale? piece in recording.Pieces)
        {
            if (piece is null
                || piece.Start < end
                || piece.Length < 1
                || piece.Start > recording.SampleCount - piece.Length
                || !double.IsFinite(piece.Mean)
                || !double.IsFinite(piece.Deviation))
            {
                return false;
            }

            end = piece.Start + piece.Length;
        }

        return true;
    }

    private static List<SanEvent>[] ReadEvents(string path, EncodedFile file, SanModel model)
    {
        var events = file.Recordings.Select(_ => new List<SanEvent>()).ToArray();
        var places = file.Recordings.Select((r, i) => (Key: (r.Recording, r.Channel), Index: i)).ToLookup(p => p.Key, p => p.Index);
        using StreamReader text = new(path);
        using CsvReader csv = new(text, CsvSettings.Ours);
        try
        {
            csv.Read();
            csv.ReadHeader();
            string[] columns = ColumnsOf(model.Model.Network);
            if (!columns.SequenceEqual(csv.HeaderRecord ?? []))
            {
                throw new DatasetException(
                    $"{path}(1): the columns are {string.Join(", ", csv.HeaderRecord ?? [])}; they must be {string.Join(", ", columns)}");
            }

            while (csv.Read())
            {
                int line = csv.Parser.RawRow;
                int recording = places[(csv[0] ?? "", csv[1] ?? "")].Cast<int?>().FirstOrDefault() ?? throw new DatasetException(
                    $"{path}({line}): there is no recording '{csv[0]}' with a channel '{csv[1]}' in events.json");
                int kernel = Whole(csv[2], model.Kernels.Count, "kernel", path, line);
                int sample = Whole(csv[3], file.Recordings[recording].SampleCount, "sample", path, line);
                if (!IsInPiece(file.Recordings[recording].Pieces, sample))
                {
                    throw new DatasetException(FormattableString.Invariant(
                        $"{path}({line}): sample {sample} lies in no piece of '{csv[0]}' in events.json; there is no signal to encode"));
                }

                float amplitude = float.TryParse(csv[5], NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                    && float.IsFinite(value)
                    ? value
                    : throw new DatasetException($"{path}({line}): the amplitude '{csv[5]}' is not a number");
                events[recording].Add(new SanEvent(kernel, sample, amplitude) { Scale = ScaleOf(csv, model.Model.Network, path, line) });
            }
        }
        catch (CsvHelperException error)
        {
            throw new DatasetException($"{path}({csv.Parser.RawRow}): not valid CSV: {error.Message.Split('\n')[0]}");
        }

        foreach ((int i, RecordingInFile recording) in file.Recordings.Index())
        {
            if (events[i].Count != recording.Events)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{path}: it has {events[i].Count} events of '{recording.Recording}', but events.json says {recording.Events}. ")
                        + FormattableString.Invariant($"One of the two files is cut or was changed; encode again"));
            }
        }

        return events;
    }

    /// <summary>Whether a sample lies in a piece. Pieces ascend.</summary>
    private static bool IsInPiece(PieceScale[] pieces, long sample)
    {
        (int low, int high) = (0, pieces.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = pieces[middle].Start <= sample ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && sample < pieces[low - 1].Start + pieces[low - 1].Length;
    }

    private static int ScaleOf(CsvReader csv, SanNetwork network, string path, int line)
    {
        if (network.Scales.Count == 0)
        {
            return 0;
        }

        string text = csv[Columns.Length] ?? "";
        int scale = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? network.Scales.ToList().IndexOf(number)
            : -1;
        return scale >= 0
            ? scale
            : throw new DatasetException($"{path}({line}): the scale '{text}' is none of the model's: "
                + string.Join(", ", network.Scales.Select(c => c.ToString("R", CultureInfo.InvariantCulture))));
    }

    private static int Whole(string? text, long end, string column, string path, int line) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < end
            ? number
            : throw new DatasetException(
                FormattableString.Invariant($"{path}({line}): the {column} '{text}' is not a whole number from 0 to {end - 1}"));

    internal sealed record EncodedFile(int Version, EncodedBy Model, RecordingInFile[] Recordings);

    internal sealed record EncodedBy(string Key, string Digest, string Activation, int WeightCount)
    {
        public static EncodedBy Of(SanModel model) => new(
            model.Model.Key, model.Model.Digest, model.Model.Network.Activation.ToString(), model.Model.Network.WeightCount);
    }

    internal sealed record RecordingInFile(
        string Recording,
        string Channel,
        string Units,
        double? SampleRateHz,
        long SampleCount,
        long Events,
        string Normalize,
        int WindowLength,
        SanScore Score,
        PieceScale[] Pieces);
}
