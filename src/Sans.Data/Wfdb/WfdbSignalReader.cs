namespace Sans.Data.Wfdb;

/// <summary>Reads one signal of a record from its <c>.dat</c> file.</summary>
internal static class WfdbSignalReader
{
    private const int SamplesPerRead = 1 << 18;

    /// <summary>The first samples in physical units; the whole signal is read to verify its checksum.</summary>
    /// <param name="header">The record.</param>
    /// <param name="signal">Which signal, from 0.</param>
    /// <param name="samples">Samples wanted.</param>
    /// <returns><c>[samples] float64</c>: (digital - baseline) / gain; not a number where the file marks a sample as missing.</returns>
    /// <exception cref="MissingDataException">There is no signal file.</exception>
    /// <exception cref="DatasetException">The file and its header do not fit, or the record is too short.</exception>
    public static double[] ReadPhysical(WfdbHeader header, int signal, int samples)
    {
        WfdbSignal wanted = header.Signals[signal];
        Layout layout = Layout.Of(header, signal);
        string file = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(header.File) ?? "", wanted.FileName);
        return WfdbFile.Open(file, stream =>
        {
            long frames = FrameCount(header, layout, file, stream.Length);
            if (frames < samples)
            {
                throw new DatasetException(FormattableString.Invariant($"{header.File}: the record has {frames:N0} samples of each signal; 'window.samples' asks for {samples:N0}"));
            }

            return Read(stream, header, layout, wanted, file, frames, samples);
        });
    }

    private static double[] Read(FileStream stream, WfdbHeader header, Layout layout, WfdbSignal signal, string file, long frames, int samples)
    {
        double[] physical = new double[samples];

        // An even number of frames is a whole number of groups in every format.
        int framesPerRead = Math.Max(2, SamplesPerRead / layout.FrameSamples / 2 * 2);
        byte[] buffer = new byte[layout.Format.ByteCount((long)framesPerRead * layout.FrameSamples)];
        stream.Position = signal.ByteOffset;
        long sum = 0;
        for (long first = 0; first < frames; first += framesPerRead)
        {
            int count = (int)Math.Min(framesPerRead, frames - first);
            Span<byte> bytes = buffer.AsSpan(0, (int)layout.Format.ByteCount((long)count * layout.FrameSamples));
            stream.ReadExactly(bytes);
            for (int i = 0; i < count; i++)
            {
                int digital = layout.Format.Read(bytes, (i * layout.FrameSamples) + layout.Place);
                sum += digital;
                long frame = first + i;
                if (frame == 0 && signal.InitialValue is { } initial && digital != initial)
                {
                    throw new DatasetException(FormattableString.Invariant(
                        $"{file}: the first sample of '{signal.Description}' is {digital}, but {Name(header)} says {initial}. The two files do not belong together, or one is damaged; download both again"));
                }

                if (frame < samples)
                {
                    physical[frame] = digital == layout.Format.InvalidValue ? double.NaN : (digital - (double)signal.Baseline) / signal.Gain;
                }
            }
        }

        ushort checksum = (ushort)(sum & ushort.MaxValue);
        return signal.Checksum is null || signal.Checksum == checksum
            ? physical
            : throw new DatasetException(FormattableString.Invariant(
                $"{file}: the samples of '{signal.Description}' have the checksum {checksum}, but {Name(header)} says {signal.Checksum}. The file is damaged; download it again"));
    }

    private static long FrameCount(WfdbHeader header, Layout layout, string file, long fileBytes)
    {
        long dataBytes = Math.Max(0, fileBytes - layout.ByteOffset);
        long groups = dataBytes / layout.Format.GroupBytes;
        if (header.FrameCount is not { } frames)
        {
            return groups * layout.Format.GroupSamples / layout.FrameSamples;
        }

        long needed = layout.ByteOffset + layout.Format.ByteCount(frames * layout.FrameSamples);
        return fileBytes >= needed
            ? frames
            : throw new DatasetException(FormattableString.Invariant(
                $"{file}: {fileBytes:N0} bytes, but {Name(header)} promises {frames:N0} samples of {layout.SignalCount} {(layout.SignalCount == 1 ? "signal" : "signals")} in format {layout.Format.Code} ({needed:N0} bytes). The file is truncated; download it again"));
    }

    private static string Name(WfdbHeader header) => System.IO.Path.GetFileName(header.File);

    /// <summary>Where the samples of one signal stand among those of the signals that share its file.</summary>
    private sealed record Layout(StorageFormat Format, int SignalCount, int FrameSamples, int Place, long ByteOffset)
    {
        public static Layout Of(WfdbHeader header, int signal)
        {
            WfdbSignal wanted = header.Signals[signal];
            if (wanted.SamplesPerFrame != 1 || wanted.Skew != 0)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{header.File}: signal {signal} ('{wanted.Description}') has {wanted.SamplesPerFrame} samples per frame and a skew of {wanted.Skew}; only signals with one sample per frame and no skew can be read yet"));
            }

            var sharing = header.Signals.Where(s => s.FileName == wanted.FileName).ToList();
            if (sharing.Find(s => s.Format != wanted.Format || s.ByteOffset != wanted.ByteOffset) is { } other)
            {
                throw new DatasetException($"{header.File}: '{wanted.Description}' and '{other.Description}' share {wanted.FileName}, but differ in format or byte offset");
            }

            return new Layout(
                wanted.Format,
                sharing.Count,
                sharing.Sum(s => s.SamplesPerFrame),
                header.Signals.Take(signal).Where(s => s.FileName == wanted.FileName).Sum(s => s.SamplesPerFrame),
                wanted.ByteOffset);
        }
    }
}
