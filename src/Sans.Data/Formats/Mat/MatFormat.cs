using System.IO.Compression;
using Sans.Configuration.Schema;
using Sans.Data.Files;
using Sans.Data.Formats.Arrays;
using Sans.Data.Formats.Hdf5;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Mat;

/// <summary>Opens MAT files of MATLAB: version 5, also as version 7 compresses it, and version 7.3, which is HDF5.</summary>
internal static class MatFormat
{
    private static readonly string[] RateNames = ["fs", "srate", "sfreq", "samplerate", "sample_rate", "samplingrate", "sampling_rate"];

    /// <summary>The recordings of the array that an experiment chooses.</summary>
    /// <exception cref="DatasetException">The file is invalid, or can be read in two ways.</exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options)
    {
        if (Hdf5File.Is(file))
        {
            return Hdf5Format.OpenMatlab(file, name, options);
        }

        MatContent content = DataFile.Read(file, stream => MatReader.Read(stream, file));
        NamedArray array = ArrayRecording.Choose(
            file, options, [.. content.Arrays.Select(a => a.Array)], [.. content.Others.Select(o => (o.Name, o.What))]);
        long? compressedAt = content.Arrays.First(a => a.Array.Name == array.Name).CompressedAt;
        return ArrayRecording.Of(file, name, options, [array], (chosen, line, most, take) => DataFile.Read(file, stream =>
        {
            Unpacked(stream, compressedAt, file, plain =>
            {
                line.Read(plain, chosen.Head, most, take);
                if (compressedAt is not null && most >= line.Count)
                {
                    // The checksum of all content follows it.
                    plain.CopyTo(Stream.Null);
                }
            });
            return 0;
        }), RateNotes(name, options, content));
    }

    /// <summary>Reads content that may be compressed.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="compressedAt">The offset of the compressed content, or <see langword="null"/> where nothing is compressed.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="read">Reads the plain content.</param>
    /// <exception cref="DatasetException">The content is damaged, or ends too early.</exception>
    internal static void Unpacked(FileStream stream, long? compressedAt, string file, Action<Stream> read)
    {
        try
        {
            if (compressedAt is not { } start)
            {
                read(stream);
                return;
            }

            stream.Position = start;
            using ZLibStream plain = new(stream, CompressionMode.Decompress, leaveOpen: true);
            using GrowthLimit bounded = new(plain, stream.Length - start, file);
            read(bounded);
        }
        catch (EndOfStreamException)
        {
            throw new DatasetException(compressedAt is { } start
                ? FormattableString.Invariant($"{file}: the compressed variable at byte {start} ends too early. The file is damaged")
                : $"{file}: it ends within a variable. The file is truncated");
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: the compressed variable at byte {compressedAt} is damaged: {e.Message}"));
        }
    }

    /// <summary>The note about a number that is called like a rate, where no rate is said.</summary>
    private static IReadOnlyList<string> RateNotes(string name, ReadingOptions options, MatContent content) =>
        options.SampleRateHz is not null ? [] :
        [
            .. content.Others.Where(o => o.Number is > 0 && RateNames.Contains(o.Name.Split('.')[^1].ToLowerInvariant()))
                .Take(1)
                .Select(o => FormattableString.Invariant($"{name}: '{o.Name}' is {o.Number}; if it is the rate, write ")
                    + FormattableString.Invariant($"'{RecordingSchemas.SampleRate}: {o.Number}'")),
        ];
}
