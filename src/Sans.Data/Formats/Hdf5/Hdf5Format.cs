using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;
using Sans.Configuration.Schema;
using Sans.Data.Files;
using Sans.Data.Formats.Arrays;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Hdf5;

/// <summary>Opens HDF5 files: those of MATLAB 7.3, NWB, and others.</summary>
internal static class Hdf5Format
{
    // Any file may have a chunk of the first size. Those above the second are refused.
    private const long UnsuspectedChunk = 1 << 24, LargestChunk = 1 << 28;

    private const int BlockLength = 1 << 17, LeastCache = 1 << 20, MostCachedChunks = 521;

    private static readonly string[] RateNames =
    [
        "rate", "fs", "sfreq", "sample_rate", "sampling_rate", "sample_rate_hz", "sampling_frequency", "samplerate", "samplingrate",
    ];

    /// <summary>The recordings of the array that an experiment chooses.</summary>
    /// <exception cref="DatasetException">The file is invalid, or can be read in two ways.</exception>
    public static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options) =>
        Open(file, name, options, isMatlab: false);

    /// <summary>The recordings of the variable that an experiment chooses, in a MAT file of version 7.3.</summary>
    /// <exception cref="DatasetException">The file is invalid, or can be read in two ways.</exception>
    public static IReadOnlyList<RecordingFile> OpenMatlab(string file, string name, ReadingOptions options) =>
        Open(file, name, options, isMatlab: true);

    private static IReadOnlyList<RecordingFile> Open(string file, string name, ReadingOptions options, bool isMatlab)
    {
        (Hdf5Array chosen, IReadOnlyList<string> notes) = Hdf5File.Read(file, open =>
        {
            Hdf5Array array = Choose(file, options, open, isMatlab);
            RefuseWhatGrows(file, open.Length, array);
            return (array, open.Use(array.Address, dataset => RateNotes(name, options, dataset, array)));
        });
        return ArrayRecording.Of(
            file, name, options, [chosen.Array], (array, line, most, take) => Read(file, chosen, line, most, take), notes);
    }

    private static Hdf5Array Choose(string file, ReadingOptions options, Hdf5File open, bool isMatlab)
    {
        string?[] names = [options.Variable, options.Channel as string, ArrayRecording.ArrayOf(options.Channel)];
        Hdf5Contents contents = new(open, isMatlab);
        foreach (string name in names.Take(options.Variable is null ? names.Length : 1).OfType<string>())
        {
            if (contents.Find(name) is { } named)
            {
                return named;
            }
        }

        // A path may begin with a slash, which names do not have.
        ReadingOptions plain = isMatlab ? options : options with { Variable = options.Variable?.Trim('/') };
        contents.FindAll();
        NamedArray array = ArrayRecording.Choose(
            file, plain, [.. contents.Arrays.Select(a => a.Array)], [.. contents.Others.Select(o => (o.Name, o.What))]);
        return contents.Arrays.First(a => a.Array.Name == array.Name);
    }

    /// <summary>Hands on the first numbers of a line, block by block.</summary>
    private static void Read(string file, Hdf5Array array, ArrayLine line, long most, TakeSamples take) => Hdf5File.Read(file, open =>
    {
        ArrayHead head = array.Array.Head;
        long wanted = Math.Min(most, line.Count);
        (long side, long start) = array.Sides.Count == 2 ? Math.DivRem(line.First, (long)array.Sides[1]) : (line.First, 0);
        bool isAcross = array.Sides.Count == 2 && array.Sides[1] > 1 && line.Step == 1;
        double factor = array.Factors[array.Factors.Count == 1 ? 0 : (int)start], offset = array.Offset;

        // Whole chunks, so that none is unpacked twice.
        long length = BlockLength / array.ChunkRows * array.ChunkRows is var whole and > 0 && !isAcross ? whole : BlockLength;
        byte[] bytes = new byte[Math.Min(length, wanted) * head.ItemBytes];
        double[] samples = new double[Math.Min(RecordingFile.PieceLength, wanted)];
        H5DatasetAccess access = new(ChunkCache: new SimpleReadingChunkCache(
            MostCachedChunks, (ulong)Math.Max(LeastCache, array.ChunkBytes)));
        for (long first = 0; first < wanted; first += length)
        {
            int count = (int)Math.Min(length, wanted - first);
            open.Use(array.Address, dataset => Fill((NativeDataset)dataset, first, count));
            for (int done = 0; done < count; done += samples.Length)
            {
                Span<double> piece = samples.AsSpan(0, Math.Min(samples.Length, count - done));
                head.Decode(bytes.AsSpan(done * head.ItemBytes, piece.Length * head.ItemBytes), piece);
                foreach (ref double sample in piece)
                {
                    sample = (sample * factor) + offset;
                }

                if (!take(piece, isBehindGap: false))
                {
                    return 0;
                }
            }
        }

        return 0;

        int Fill(NativeDataset dataset, long first, int count)
        {
            Selection selection = array.Sides.Count == 1 ? new HyperslabSelection((ulong)(side + first), (ulong)count)
                : isAcross ? new HyperslabSelection(2, [(ulong)side, (ulong)(start + first)], [1, (ulong)count])
                : new HyperslabSelection(2, [(ulong)(side + first), (ulong)start], [(ulong)count, 1]);
            dataset.Read(access, bytes.AsSpan(0, count * head.ItemBytes), selection);
            return count;
        }
    });

    /// <summary>Refuses an array that would fill memory or take forever, while its file is small.</summary>
    private static void RefuseWhatGrows(string file, long fileBytes, Hdf5Array array)
    {
        Int128 bytes = array.Array.Head.ByteCount;
        long compressed = GrowthLimit.LargestRatio * fileBytes;
        if (array.ChunkBytes > Math.Max(UnsuspectedChunk, Math.Min(LargestChunk, compressed)))
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: '{array.Array.Name}' lies in chunks of ")
                + FormattableString.Invariant($"{array.ChunkBytes:N0} bytes; up to {LargestChunk:N0} are read, less in a small file. ")
                    + "`h5repack` writes smaller ones");
        }

        if (bytes > GrowthLimit.UnsuspectedBytes && bytes > compressed)
        {
            throw new DatasetException(FormattableString.Invariant($"{file}: '{array.Array.Name}' has {bytes:N0} bytes, but the file ")
                + FormattableString.Invariant($"{fileBytes:N0}. Recordings do not compress so well; the file is truncated or damaged"));
        }
    }

    /// <summary>The note about an attribute that is called like a rate, where no rate is known.</summary>
    private static string[] RateNotes(string name, ReadingOptions options, IH5Object dataset, Hdf5Array array)
    {
        if (options.SampleRateHz is not null || array.Array.SampleRateHz is not null)
        {
            return [];
        }

        return
        [
            .. dataset.Attributes()
                .Where(a => RateNames.Contains(a.Name.ToLowerInvariant()))
                .Select(a => (a.Name, Number: dataset.NumberOf(a.Name)))
                .Where(a => a.Number is > 0)
                .Take(1)
                .Select(a => FormattableString.Invariant($"{name}: '{a.Name}' of '{array.Array.Name}' is {a.Number}; if it is the rate, ")
                    + FormattableString.Invariant($"write '{RecordingSchemas.SampleRate}: {a.Number}'")),
        ];
    }
}
