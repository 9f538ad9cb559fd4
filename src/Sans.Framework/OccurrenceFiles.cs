using System.Globalization;
using System.Text;
using CsvHelper;
using Sans.Core.Models;
using Sans.Data;
using Sans.Data.Files;
using Sans.Data.Formats.Edf;
using Sans.Data.Formats.Wfdb;
using Sans.Networks.Events;

namespace Sans.Framework;

/// <summary>The occurrences in one recording.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Channel">The channel, or empty where it has no name.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where it is unknown.</param>
/// <param name="Occurrences">The occurrences, ascending.</param>
public sealed record RecordingOccurrences(string Recording, string Channel, double? SampleRateHz, IReadOnlyList<Occurrence> Occurrences);

/// <summary>Occurrences as files for other programs.</summary>
public static class OccurrenceFiles
{
    private static readonly string[] Columns = ["recording", "channel", "kernel", "sample", "time_s", "amplitude"];

    /// <summary>Writes one CSV of all recordings.</summary>
    /// <param name="path">The file.</param>
    /// <param name="recordings">The recordings.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteCsv(string path, IReadOnlyList<RecordingOccurrences> recordings)
    {
        using StreamWriter text = new(path, append: false, new UTF8Encoding(false));
        using CsvWriter csv = new(text, CsvSettings.Ours);
        foreach (string column in Columns)
        {
            csv.WriteField(column);
        }

        csv.NextRecord();
        foreach (RecordingOccurrences recording in recordings)
        {
            foreach (Occurrence occurrence in recording.Occurrences)
            {
                csv.WriteField(recording.Recording);
                csv.WriteField(recording.Channel);
                csv.WriteField(occurrence.Kernel);
                csv.WriteField(occurrence.Sample);
                csv.WriteField(recording.SampleRateHz is { } rate ? Text(occurrence.Sample / rate) : "");
                csv.WriteField(occurrence.Amplitude.ToString("R", CultureInfo.InvariantCulture));
                csv.NextRecord();
            }
        }
    }

    /// <summary>
    /// Writes annotations of one recording in the MIT format. Each occurrence is a normal beat, <c>N</c>, with the kernel as
    /// its number.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="recording">The recording.</param>
    /// <exception cref="DatasetException">A kernel is above 127, which the format cannot hold.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteMit(string path, RecordingOccurrences recording)
    {
        if (recording.Occurrences.Any(o => o.Kernel > sbyte.MaxValue))
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{path}: annotations in MIT format hold kernels 0 to {sbyte.MaxValue}; there is an occurrence of kernel ")
                    + FormattableString.Invariant($"{recording.Occurrences.Max(o => o.Kernel)}. Choose kernels, or another format"));
        }

        using FileStream stream = File.Create(path);
        AnnotationFile.Write(stream, new WfdbAnnotations(
            [.. recording.Occurrences.Select(o => new WfdbAnnotation(o.Sample, "N") { Number = o.Kernel })]));
    }

    /// <summary>Writes labels of one recording for Audacity: start and end in seconds, and the kernel.</summary>
    /// <param name="path">The file.</param>
    /// <param name="recording">The recording, which has a rate.</param>
    /// <exception cref="ArgumentException">The recording has no rate.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteAudacity(string path, RecordingOccurrences recording)
    {
        double rate = RateOf(recording);
        File.WriteAllText(path, string.Concat(recording.Occurrences.Select(o =>
            FormattableString.Invariant($"{Text(o.Sample / rate)}\t{Text(o.Sample / rate)}\tkernel {o.Kernel}\n"))));
    }

    /// <summary>
    /// Writes annotations of one recording as an EDF+ file without signals: <c>kernel 0</c> at the time of each occurrence.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="recording">The recording, which has a rate.</param>
    /// <exception cref="ArgumentException">The recording has no rate.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteEdf(string path, RecordingOccurrences recording)
    {
        double rate = RateOf(recording);
        File.WriteAllBytes(path, EdfAnnotationWriter.Write(recording.Occurrences.Select(
            o => new RecordingAnnotation(o.Sample / rate, null, FormattableString.Invariant($"kernel {o.Kernel}")))));
    }

    /// <summary>Reads a file of <see cref="WriteCsv"/>, or any CSV with a column <c>sample</c>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The samples of each recording, ascending. Its name is empty where the file has no such column.</returns>
    /// <exception cref="DatasetException">The file cannot be used. The message names the line.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<long>> ReadSamples(string path)
    {
        if (!File.Exists(path))
        {
            throw new DatasetException($"there is no {path}; `sans detect` writes occurrences.csv");
        }

        Dictionary<string, List<long>> samples = new(StringComparer.Ordinal);
        try
        {
            using StreamReader text = new(path);
            using CsvReader csv = new(text, CsvSettings.Ours);
            csv.Read();
            csv.ReadHeader();
            string[] header = csv.HeaderRecord ?? [];
            if (!header.Contains("sample"))
            {
                throw new DatasetException($"{path}(1): there is no column 'sample'; the columns are {string.Join(", ", header)}");
            }

            bool hasRecording = header.Contains("recording");
            while (csv.Read())
            {
                string recording = hasRecording ? csv.GetField("recording") ?? "" : "";
                long sample = long.TryParse(csv.GetField("sample"), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                    ? number
                    : throw new DatasetException(
                        $"{path}({csv.Parser.RawRow}): the sample '{csv.GetField("sample")}' is not a whole number");
                (samples.TryGetValue(recording, out List<long>? list) ? list : samples[recording] = []).Add(sample);
            }
        }
        catch (CsvHelperException error)
        {
            throw new DatasetException($"{path}: not valid CSV: {error.Message.Split('\n')[0]}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: {error.Message}");
        }

        return samples.ToDictionary(s => s.Key, s => (IReadOnlyList<long>)[.. s.Value.Order()], StringComparer.Ordinal);
    }

    /// <summary>The beats of an annotation file in the MIT format, ascending: annotations with one of <see cref="BeatSymbols"/>.</summary>
    /// <param name="path">The file, such as <c>100.atr</c>.</param>
    /// <exception cref="DatasetException">The file cannot be used. The message names the byte.</exception>
    public static IReadOnlyList<long> ReadBeats(string path) =>
        [.. AnnotationFile.Read(path).Items.Where(a => BeatSymbols.Contains(a.Symbol)).Select(a => a.Sample).Order()];

    /// <summary>The symbols that count as beats: those of the MIT-BIH and AHA databases.</summary>
    public static IReadOnlyList<string> BeatSymbols => AnnotationSymbols.Beats;

    private static double RateOf(RecordingOccurrences recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return recording.SampleRateHz is > 0 and < double.PositiveInfinity ? recording.SampleRateHz.Value : throw new ArgumentException(
            $"'{recording.Recording}' has no sample rate, so its occurrences have no times; set SampleRateHz", nameof(recording));
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
