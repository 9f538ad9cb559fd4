using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Runner.Running;

/// <summary>
/// <c>trials.jsonl</c>: a line per ended trial, appended in one write each. A line without its end was cut off by the end of the process; it is taken away
/// and its trial trained again.
/// </summary>
internal sealed class TrialJournal : IDisposable
{
    // What a loss of power may take; the end of the process takes nothing that was written.
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(5);

    private readonly string _file;
    private readonly FileStream _stream;
    private long _lastFlush = Stopwatch.GetTimestamp();

    private TrialJournal(string file, FileStream stream, JournalContent content)
    {
        _file = file;
        _stream = stream;
        Content = content;
    }

    /// <summary>What the journal held when it was opened.</summary>
    public JournalContent Content { get; }

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="plan">The trials of the run, by <see cref="Trial.Key"/>.</param>
    /// <exception cref="UserErrorException">A whole line is no result of the plan.</exception>
    public static TrialJournal Open(string file, IReadOnlyDictionary<string, Trial> plan)
    {
        // Not buffered: what was written stays when the process is killed.
        FileStream stream = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            JournalContent content = new();
            long wholeLength = Read(file, stream, plan, content);
            stream.SetLength(wholeLength);
            stream.Position = wholeLength;
            return new TrialJournal(file, stream, content);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Adds what a journal holds, which another process may be writing; changes nothing in it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="plan">The trials of the run, by <see cref="Trial.Key"/>.</param>
    /// <param name="content">What is known so far.</param>
    /// <exception cref="UserErrorException">A whole line is no result of the plan, or differs from the result that another journal has.</exception>
    public static void Read(string file, IReadOnlyDictionary<string, Trial> plan, JournalContent content)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        Read(file, stream, plan, content);
    }

    /// <summary>Appends a result.</summary>
    public void Append(TrialResult result) => Append(JournalLine.Of(result.Trial, JournalState.Completed) with
    {
        Epoch = result.Epoch,
        Validation = result.Validation,
        Test = result.Test,
        ValidationMeanPhi = result.ValidationMeanPhi,
        Kernels = result.Kernels,
        Digest = result.Digest,
        Seconds = result.Duration.TotalSeconds,
    });

    /// <summary>Appends a failure.</summary>
    public void Append(Trial trial, string reason) => Append(JournalLine.Of(trial, JournalState.Failed) with { Reason = reason });

    /// <summary>Brings what was appended to the disk, so that it outlives a loss of power.</summary>
    public void Flush()
    {
        _stream.Flush(flushToDisk: true);
        _lastFlush = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Append(JournalLine line)
    {
        long whole = _stream.Position;
        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, JsonFormat.Line) + "\n"));
        }
        catch (IOException)
        {
            // A full disk may take half a line, and the next one must not be glued to it.
            _stream.SetLength(whole);
            _stream.Position = whole;
            throw;
        }

        // A file that nobody can find any more takes what is written to it without a word.
        if (!File.Exists(_file))
        {
            throw new UserErrorException($"{_file} is gone: its folder was removed or moved while the run was going on. Where it was moved to, sans resume goes on; else start a new run");
        }

        if (Stopwatch.GetElapsedTime(_lastFlush) >= FlushInterval)
        {
            Flush();
        }
    }

    /// <summary>Reads line by line: a journal may be larger than memory, its results are not. Returns the length of its whole lines.</summary>
    private static long Read(string file, Stream stream, IReadOnlyDictionary<string, Trial> plan, JournalContent content)
    {
        byte[] buffer = new byte[1 << 16];
        (int filled, long wholeLength, int number) = (0, 0, 0);
        while (stream.Read(buffer, filled, buffer.Length - filled) is var count and > 0)
        {
            int searched = filled;
            filled += count;
            int start = 0;
            while (buffer.AsSpan(searched..filled).IndexOf((byte)'\n') is var offset and >= 0)
            {
                int end = searched + offset;
                number++;
                try
                {
                    Read(buffer.AsSpan(start..end), plan, content);
                }
                catch (FormatException e)
                {
                    throw new UserErrorException(FormattableString.Invariant(
                        $"{file}({number}): this line is no result of the run: {e.Message}. Remove the line to train its trial again"));
                }

                start = searched = end + 1;
            }

            wholeLength += start;
            buffer.AsSpan(start..filled).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }

        return wholeLength;
    }

    private static void Read(ReadOnlySpan<byte> text, IReadOnlyDictionary<string, Trial> plan, JournalContent content)
    {
        JournalLine line;
        try
        {
            line = JsonSerializer.Deserialize<JournalLine>(text, JsonFormat.Line) ?? throw new FormatException("it says null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not the JSON of a trial (byte {e.BytePositionInLine}, at {e.Path ?? "its start"})");
        }

        Trial trial = plan.GetValueOrDefault(line.Key) ?? throw new FormatException($"the run has no trial '{line.Key}'");
        line.RequireFields(trial);

        if (line.State == JournalState.Failed)
        {
            content.Add(trial, line.Reason ?? throw new FormatException("a failed trial has a reason"));
            return;
        }

        content.Add(line.ToResult(trial));
    }

    private enum JournalState
    {
        Completed,
        Failed,
    }

    private sealed record JournalLine
    {
        public required string Key { get; init; }

        public required string Dataset { get; init; }

        public required string Activation { get; init; }

        public required IReadOnlyDictionary<string, object> Parameters { get; init; }

        public required int KernelCount { get; init; }

        public required int KernelSize { get; init; }

        public required int Seed { get; init; }

        public IReadOnlyDictionary<string, object>? Settings { get; init; }

        public required JournalState State { get; init; }

        public string? Reason { get; init; }

        public int? Epoch { get; init; }

        public PhiMean? Validation { get; init; }

        public PhiMean? Test { get; init; }

        public IReadOnlyList<double>? ValidationMeanPhi { get; init; }

        public IReadOnlyList<float[]>? Kernels { get; init; }

        public string? Digest { get; init; }

        public double? Seconds { get; init; }

        public static JournalLine Of(Trial trial, JournalState state) => new()
        {
            State = state,
            Key = trial.Key,
            Dataset = trial.Dataset,
            Activation = trial.Activation.Name,
            Parameters = trial.Activation.Parameters.ToDictionary(p => p.Name, p => p.Value),
            KernelCount = trial.KernelCount,
            KernelSize = trial.KernelSize,
            Seed = trial.Seed,
            Settings = trial.Settings.Count == 0 ? null : trial.Settings.ToDictionary(s => s.Name, s => s.Value),
        };

        /// <summary>The key alone could have been changed.</summary>
        /// <exception cref="FormatException">The line tells of another trial than its key.</exception>
        public void RequireFields(Trial trial)
        {
            JournalLine expected = Of(trial, State);
            bool isSame = (Dataset, Activation, KernelCount, KernelSize, Seed) == (expected.Dataset, expected.Activation, expected.KernelCount, expected.KernelSize, expected.Seed)
                && JsonSerializer.Serialize(Parameters, JsonFormat.Line) == JsonSerializer.Serialize(expected.Parameters, JsonFormat.Line)
                && JsonSerializer.Serialize(Settings, JsonFormat.Line) == JsonSerializer.Serialize(expected.Settings, JsonFormat.Line);
            if (!isSame)
            {
                throw new FormatException($"its dataset, activation, sizes or seed are not those of its key '{trial.Key}'");
            }
        }

        /// <summary>The result that the line tells.</summary>
        /// <exception cref="FormatException">Something is missing, or measures or kernels were changed after they were written.</exception>
        public TrialResult ToResult(Trial trial)
        {
            if (this is not { Epoch: { } epoch, Validation: { } validation, Test: { } test, ValidationMeanPhi: { } course, Kernels: { } kernels, Seconds: { } seconds })
            {
                throw new FormatException("a completed trial has an epoch, measures, kernels and seconds");
            }

            if (kernels.Count != KernelCount || kernels.Any(k => k is null || k.Length != KernelSize) || course.Count != trial.Training.Epochs || !(seconds is >= 0 and < 1e9))
            {
                throw new FormatException("its kernels, epochs or seconds are not those of a training of its trial");
            }

            string digest = TrialDigest.Of(epoch, validation, test, kernels);
            return digest == Digest
                ? new TrialResult(trial, epoch, validation, test, course, kernels, digest, TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)))
                : throw new FormatException($"its numbers have the digest {digest}, but it says {Digest}");
        }
    }
}
