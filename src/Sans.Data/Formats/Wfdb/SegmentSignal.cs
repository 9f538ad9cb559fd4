using System.Runtime.Intrinsics;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Wfdb;

/// <summary>Reads one signal of one segment, and verifies the read part against its header.</summary>
internal static class SegmentSignal
{
    // A compressed file may promise any number of samples. Longer files are not decoded for a checksum.
    private const long MostWholeSamples = 1 << 25;

    /// <summary>Number of frames of a record, from its header or from the size of the file.</summary>
    /// <exception cref="DatasetException">Neither header nor file gives the number.</exception>
    public static long FrameCount(WfdbHeader header, int signal)
    {
        if (header.Signals[signal].Format == StorageFormat.NoSignal)
        {
            throw new DatasetException($"{header.File}: '{header.Signals[signal].Description}' has no samples here");
        }

        string path = header.Beside(header.Signals[signal].FileName);
        return DataFile.Read(path, stream =>
        {
            var file = SignalFile.Open(stream, header, signal);
            return header.FrameCount ?? file.FrameCount
                ?? throw new DatasetException(
                    $"{header.File}: neither the header nor {header.Signals[signal].FileName} says how many samples there are");
        });
    }

    /// <summary>Passes samples on, piece by piece. A missing sample is NaN.</summary>
    /// <param name="header">The segment.</param>
    /// <param name="index">The index of the signal in the segment.</param>
    /// <param name="start">The first sample, at the expanded rate.</param>
    /// <param name="length">Samples wanted, at least 1.</param>
    /// <param name="expansion">Number of samples for each frame.</param>
    /// <param name="promised">
    /// Number of frames of the segment by its header, or <see langword="null"/> where it does not say.
    /// </param>
    /// <param name="wholeFileBytes">Size of the largest file to read whole, for its checksum.</param>
    /// <param name="take">Takes them, in physical units.</param>
    /// <returns>
    /// The note about promised frames that the file lacks behind the requested samples, or <see langword="null"/> for none.
    /// </returns>
    public static string? Read(
        WfdbHeader header, int index, long start, long length, int expansion, long? promised, long wholeFileBytes, TakeSamples take)
    {
        WfdbSignal signal = header.Signals[index];
        int perFrame = signal.SamplesPerFrame;
        string path = header.Beside(signal.FileName);
        long first = start / expansion;
        long count = ((start + length - 1) / expansion) - first + 1;
        return DataFile.Read(path, stream =>
        {
            var file = SignalFile.Open(stream, header, index);
            RequireLength(header, signal, path, stream.Length, file, first + signal.Skew + count, promised);
            long? said = promised ?? (signal.Format is FlacFormat ? file.FrameCount : null);
            bool isShort = said is not null && file.FrameCount is { } there && there < said;
            bool isWhole = !isShort && stream.Length <= wholeFileBytes && (said is null || said * perFrame <= MostWholeSamples);
            FramePieces pieces = new(signal, (first + signal.Skew) * perFrame, expansion, start % expansion, length, take);
            long from = isWhole ? 0 : (first + signal.Skew) * perFrame;
            long all = said * perFrame ?? long.MaxValue / 2;
            long needed = Math.Min(all, (first + signal.Skew + count) * perFrame);
            long to = isWhole ? all : needed;
            long sample = from;
            long sum = 0;
            int? initial = null;
            foreach (ReadOnlyMemory<int> block in file.Read(from, Math.Max(0, to - from)))
            {
                ReadOnlySpan<int> values = block.Span;
                initial ??= from == 0 ? values[0] : null;
                sum += SumOf(values);
                pieces.Add(sample, values);
                sample += values.Length;

                if (!pieces.IsWanted)
                {
                    return null;
                }
            }

            string promiser = promised is null ? "its header" : Name(header);
            if (said is not null && sample < needed)
            {
                throw new DatasetException(FormattableString.Invariant(
                    $"{path}: '{signal.Description}' ends after {sample:N0} samples, but {promiser} states {all:N0}. The file ")
                        + FormattableString.Invariant($"is truncated; download it again"));
            }

            // A compressed file tells only when it is read that its end is missing.
            bool isCut = said is not null && sample < to;
            long? held = isCut ? sample / perFrame : file.FrameCount;
            RequireRightContent(header, signal, path, initial, isWhole && !isCut ? (ushort)(sum & ushort.MaxValue) : null);
            pieces.End();
            return !isShort && !isCut ? null : FormattableString.Invariant(
                $"{Path.GetFileName(path)} holds {held:N0} of the {said:N0} samples that {promiser} states; ")
                    + FormattableString.Invariant($"the requested samples are present");
        });
    }

    private static void RequireLength(
        WfdbHeader header, WfdbSignal signal, string path, long bytes, SignalFile file, long needed, long? promised)
    {
        if (promised is not { } frames || file.FrameCount is not { } there || there >= Math.Min(needed, frames))
        {
            return;
        }

        var sharing = header.Signals.Where(s => s.FileName == signal.FileName).ToList();
        string size = signal.Format is BinaryFormat binary
            ? FormattableString.Invariant(
                $" ({signal.ByteOffset + binary.ByteCount(frames * sharing.Sum(s => s.SamplesPerFrame)):N0} bytes)")
            : "";
        throw new DatasetException(FormattableString.Invariant(
            $"{path}: {bytes:N0} bytes, but {Name(header)} states {frames:N0} samples of {sharing.Count} ")
                + FormattableString.Invariant($"{(sharing.Count == 1 ? "signal" : "signals")} in format {signal.Format.Code}{size}. ")
                    + FormattableString.Invariant($"The file is truncated; download it again"));
    }

    /// <summary>
    /// Checks the content. A right checksum is enough. A checksum of 0 beside an initial value of 0 has no meaning. Else the
    /// initial value must be right. It is not compared where it is 0, which often means unknown, nor in format 8, which adds to it.
    /// </summary>
    private static void RequireRightContent(WfdbHeader header, WfdbSignal signal, string file, int? initial, ushort? checksum)
    {
        if ((checksum is not null && checksum == signal.Checksum) || signal is { Checksum: 0, InitialValue: 0 })
        {
            return;
        }

        if (initial is not null
            && signal.InitialValue is not (null or 0)
            && initial != signal.InitialValue
            && signal.Format is not DifferenceFormat)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: the first sample of '{signal.Description}' is {initial}, but {Name(header)} says {signal.InitialValue}. ")
                    + FormattableString.Invariant($"The two files do not match, or one is damaged; download both again"));
        }

        if (checksum is not null && signal.Checksum is not null)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{file}: the samples of '{signal.Description}' have the checksum {checksum}, but {Name(header)} says ")
                    + FormattableString.Invariant($"{signal.Checksum}. The file is damaged; download it again"));
        }
    }

    private static long SumOf(ReadOnlySpan<int> values)
    {
        Vector512<long> sums = default;
        int t = 0;
        for (; t <= values.Length - Vector512<int>.Count; t += Vector512<int>.Count)
        {
            (Vector512<long> lower, Vector512<long> upper) = Vector512.Widen(Vector512.LoadUnsafe(in values[t]));
            sums += lower + upper;
        }

        long sum = Vector512.Sum(sums);
        for (; t < values.Length; t++)
        {
            sum += values[t];
        }

        return sum;
    }

    private static string Name(WfdbHeader header) => Path.GetFileName(header.File);

    /// <summary>Turns digital samples into physical ones, as many for each frame as are asked for, and hands them on.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="first">Its first sample that is wanted.</param>
    /// <param name="expansion">Samples that come of each frame.</param>
    /// <param name="skipped">Those of the first frame that do not come.</param>
    /// <param name="length">The number of samples.</param>
    /// <param name="take">Takes them.</param>
    private sealed class FramePieces(WfdbSignal signal, long first, int expansion, long skipped, long length, TakeSamples take)
    {
        private readonly int _samplesPerValue = expansion > 1 ? 1 : signal.SamplesPerFrame;
        private readonly double[] _frame = new double[expansion > 1 ? signal.SamplesPerFrame : 1];
        private readonly double[] _piece = new double[Math.Min(RecordingFile.PieceLength, length)];
        private long _rest = length;
        private long _skipped = skipped;
        private int _values;
        private int _filled;
        private long _sum;
        private int _valid;

        public bool IsWanted { get; private set; } = true;

        /// <summary>Adds samples that follow each other.</summary>
        /// <param name="sample">The place of the first one.</param>
        /// <param name="values">The digital samples.</param>
        public void Add(long sample, ReadOnlySpan<int> values)
        {
            if (expansion > 1 || signal.SamplesPerFrame > 1)
            {
                foreach (int digital in values)
                {
                    Add(sample++, digital);
                }

                return;
            }

            values = values[(int)Math.Clamp(first - sample, 0, values.Length)..];
            while (!values.IsEmpty && _rest > 0)
            {
                Span<double> free = _piece.AsSpan(_filled);
                int count = (int)Math.Min(Math.Min(values.Length, free.Length), _rest);
                ToPhysical(values[..count], free);
                values = values[count..];
                _filled += count;
                _rest -= count;
                if (_filled == _piece.Length)
                {
                    HandOn();
                }
            }
        }

        private void ToPhysical(ReadOnlySpan<int> values, Span<double> physical)
        {
            (double baseline, double gain) = (signal.Baseline, signal.Gain);
            for (int t = 0; t < values.Length; t++)
            {
                physical[t] = (values[t] - baseline) / gain;
            }

            if (signal.Format.InvalidValue is { } invalid && values.Contains(invalid))
            {
                for (int t = 0; t < values.Length; t++)
                {
                    physical[t] = values[t] == invalid ? double.NaN : physical[t];
                }
            }
        }

        private void Add(long sample, int digital)
        {
            long place = sample - first;
            if (place < 0 || _rest == 0)
            {
                return;
            }

            if (digital != signal.Format.InvalidValue)
            {
                _sum += digital;
                _valid++;
            }

            if (place % _samplesPerValue == _samplesPerValue - 1)
            {
                // The mean is cut to a whole digital value, towards zero, like in reference readers.
                AddValue(_valid == 0 ? double.NaN : ((_sum / _valid) - (double)signal.Baseline) / signal.Gain);
                (_sum, _valid) = (0, 0);
            }
        }

        /// <summary>Fills the rest with missing samples.</summary>
        public void End()
        {
            while (_rest > 0)
            {
                AddValue(double.NaN);
            }

            HandOn();
        }

        private void AddValue(double value)
        {
            _frame[_values++] = value;
            if (_values < _frame.Length)
            {
                return;
            }

            _values = 0;
            for (; _skipped < expansion && _rest > 0; _skipped++, _rest--)
            {
                _piece[_filled++] = _frame[_skipped * _frame.Length / expansion];
                if (_filled == _piece.Length)
                {
                    HandOn();
                }
            }

            _skipped = 0;
        }

        private void HandOn()
        {
            if (_filled > 0 && IsWanted)
            {
                IsWanted = take(_piece.AsSpan(0, _filled), isBehindGap: false);
            }

            _filled = 0;
        }
    }
}
