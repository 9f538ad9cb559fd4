using System.IO.Compression;
using Sans.Data.Files;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Npy;

/// <summary>Opens arrays of NumPy: NPY, and NPZ, a zip archive of them.</summary>
internal static class NpyFormat
{
    private const long LargestArray = 1L << 31;

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

        return Of(file, name, options, [new NpyArray("", head)], (array, line, most, take) => DataFile.Read(file, content =>
        {
            line.Read(content, array.Head, most, take);
            return 0;
        }));
    });

    /// <summary>The recordings of an archive.</summary>
    /// <exception cref="DatasetException">The file is invalid, has no array of numbers, or can be read in two ways.</exception>
    public static IReadOnlyList<RecordingFile> OpenArchive(string file, string name, ReadingOptions options)
    {
        NpyArray[] arrays = InArchive(file, archive => archive.Entries.Select(e => ArrayOf(e, file)).OfType<NpyArray>().ToArray());
        if (arrays.Length == 0)
        {
            throw new DatasetException($"{file}: the archive has no array of numbers in one or two dimensions");
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

        return Of(file, name, options, arrays, (array, line, most, take) => InArchive(file, archive =>
        {
            line.Read(Whole(archive.GetEntry(array.Name + ".npy")!, array.Head, file), array.Head, most, take);
            return 0;
        }));
    }

    private static IReadOnlyList<RecordingFile> Of(
        string file, string name, ReadingOptions options, IReadOnlyList<NpyArray> arrays, ReadLine read)
    {
        List<(NpyArray Array, ChannelHead Head, NpyLine Line)> lines = [];
        foreach (NpyArray array in arrays)
        {
            lines.AddRange(array.ChannelsOf(file, options.Layout, options.SampleRateHz).Select(c => (array, c.Head, c.Line)));
        }

        return options.Layout == TableLayout.Rows
            ? [.. lines.Select((l, i) => new NpyRecording(
                FormattableString.Invariant($"{name}[{i}]"),
                [l.Head with { Label = "" }],
                (_, most, take) => read(l.Array, l.Line, most, take)))]
            : [new NpyRecording(name, [.. lines.Select(l =>
                l.Head)], (channel, most, take) => read(lines[channel].Array, lines[channel].Line, most, take))];
    }

    private static NpyArray? ArrayOf(ZipArchiveEntry entry, string file)
    {
        if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
        {
            return null;
        }

        using Stream stream = entry.Open();
        try
        {
            var head = NpyHead.Read(stream, $"{file}/{entry.FullName}");
            return head.Sizes.Count > 0 ? new NpyArray(entry.FullName[..^".npy".Length], head) : null;
        }
        catch (OtherArrayException)
        {
            // Texts and objects beside the signals, such as channel names, are skipped.
            return null;
        }
    }

    private static MemoryStream Whole(ZipArchiveEntry entry, NpyHead head, string file)
    {
        Int128 needed = head.ByteCount;
        bool isSuspect = needed > GrowthLimit.UnsuspectedBytes && needed > entry.CompressedLength * GrowthLimit.LargestRatio;
        if (isSuspect || needed > LargestArray || needed > (entry.CompressedLength * LargestRatio) + LargestRatio)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}/{entry.FullName}: its header states {needed:N0} bytes, ")
                + FormattableString.Invariant($"but the archive is too short for them. It is truncated or damaged"));
        }

        byte[] bytes = new byte[(int)needed];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length
            ? new MemoryStream(bytes)
            : throw new DatasetException(FormattableString.Invariant(
                $"{file}/{entry.FullName}: its header states {needed:N0} bytes, but {read:N0} are there. The file is truncated"));
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

    private delegate void ReadLine(NpyArray array, NpyLine line, long most, TakeSamples take);

    private sealed class NpyRecording(
        string name, IReadOnlyList<ChannelHead> channels, Action<int, long, TakeSamples> read) : RecordingFile(name)
    {
        public override IReadOnlyList<ChannelHead> Channels => channels;

        public override void Read(int channel, long most, TakeSamples take) => read(channel, most, take);
    }
}
