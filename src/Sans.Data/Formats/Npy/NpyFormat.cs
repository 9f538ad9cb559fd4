using System.IO.Compression;
using Sans.Data.Files;
using Sans.Data.Formats.Arrays;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Npy;

/// <summary>Opens arrays of NumPy: NPY, and NPZ, a zip archive of them.</summary>
internal static class NpyFormat
{
    // Deflate cannot reach a larger ratio.
    private const long LargestRatio = 1_032;

    /// <summary>The recordings of an array.</summary>
    /// <exception cref="DatasetException">The file is invalid, or can be read in two ways.</exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options) => DataFile.Read(file, stream =>
    {
        var head = NpyHead.Read(stream, file);
        if (head.Sizes.Count == 0)
        {
            throw new DatasetException($"{file}: the array is a single number");
        }

        if (stream.Length < head.ByteCount)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: {stream.Length:N0} bytes, but its header states {head.Rows:N0} × {head.Columns:N0} numbers of ")
                    + FormattableString.Invariant($"{head.ItemBytes} bytes ({head.ByteCount:N0} bytes). The file is truncated"));
        }

        long rest = stream.Length - (long)head.ByteCount;
        string[] notes = rest > 0 ? [FormattableString.Invariant($"{name}: {rest:N0} bytes follow its array; they were not read")] : [];
        return ArrayRecording.Of(file, name, options, [new NamedArray("", head)], (array, line, most, take) => DataFile.Read(file, content =>
        {
            line.Read(content, array.Head, most, take);
            return 0;
        }), notes);
    });

    /// <summary>The recordings of an archive.</summary>
    /// <exception cref="DatasetException">The file is invalid, has no array of numbers, or can be read in two ways.</exception>
    public static IReadOnlyList<RecordingFile> OpenArchive(string file, string name, ReadingOptions options)
    {
        NamedArray[] arrays = InArchive(file, archive => archive.Entries.Select(e => ArrayOf(e, file)).OfType<NamedArray>().ToArray());
        if (arrays.Length == 0)
        {
            throw new DatasetException($"{file}: the archive has no array of numbers in one or two dimensions");
        }

        if (options.Variable is not null)
        {
            arrays = [ArrayRecording.Choose(file, options, arrays, [])];
        }

        if (options.Layout == TableLayout.Rows && arrays.Length > 1)
        {
            string[] names = [.. arrays.Select(a => a.Name)];
            arrays = options.Channel is { } chosen
                ? [arrays[ChannelChoice.Of(names, chosen, options.ChannelKey, file)]]
                : throw new DatasetException(
                    $"{file}: the archive has several arrays: {ChannelChoice.ListOf(names)}. Choose one with {options.ChannelChooser}");
            options = options with { Channel = null };
        }

        return ArrayRecording.Of(file, name, options, arrays, (array, line, most, take) => InArchive(file, archive =>
        {
            Read(archive.GetEntry(array.Name + ".npy")!, array.Head, line, most, take, file);
            return 0;
        }));
    }

    private static NamedArray? ArrayOf(ZipArchiveEntry entry, string file)
    {
        if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
        {
            return null;
        }

        using Stream stream = entry.Open();
        try
        {
            var head = NpyHead.Read(stream, $"{file}/{entry.FullName}");
            return head.Sizes.Count > 0 ? new NamedArray(entry.FullName[..^".npy".Length], head) : null;
        }
        catch (OtherArrayException)
        {
            // Texts and objects beside the signals, such as channel names, are skipped.
            return null;
        }
    }

    /// <summary>Hands on the first numbers of a line, while the archive is unpacked.</summary>
    private static void Read(
        ZipArchiveEntry entry, ArrayHead head, ArrayLine line, long most, TakeSamples take, string file)
    {
        Int128 needed = head.ByteCount;
        bool isSuspect = needed > GrowthLimit.UnsuspectedBytes && needed > entry.CompressedLength * GrowthLimit.LargestRatio;
        if (isSuspect || needed > (entry.CompressedLength * LargestRatio) + LargestRatio)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}/{entry.FullName}: its header states {needed:N0} bytes, ")
                + FormattableString.Invariant($"but the archive is too short for them. It is truncated or damaged"));
        }

        using Stream stream = entry.Open();
        try
        {
            line.Read(stream, head, most, take);
        }
        catch (EndOfStreamException)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}/{entry.FullName}: its header states {needed:N0} bytes, but fewer are there. The file is truncated"));
        }
    }

    private static T InArchive<T>(string file, Func<ZipArchive, T> read) => DataFile.Read(file, stream =>
    {
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            return read(archive);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException($"{file}: this is not a zip archive, or it is damaged: {e.Message}");
        }
    });
}
