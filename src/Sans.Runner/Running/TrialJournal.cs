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
    private readonly FileStream _stream;

    private TrialJournal(FileStream stream, IReadOnlyDictionary<string, TrialResult> completed)
    {
        _stream = stream;
        Completed = completed;
    }

    /// <summary>The results that the journal held when it was opened, by <see cref="Trial.Key"/>.</summary>
    public IReadOnlyDictionary<string, TrialResult> Completed { get; }

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="plan">The trials of the run.</param>
    /// <exception cref="UserErrorException">A whole line is no result of the plan.</exception>
    public static TrialJournal Open(string file, IReadOnlyList<Trial> plan)
    {
        // Not buffered: what was written stays when the process is killed.
        FileStream stream = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Dictionary<string, TrialResult> completed = Read(file, bytes, plan.ToDictionary(t => t.Key, StringComparer.Ordinal), out int wholeLength);
            stream.SetLength(wholeLength);
            stream.Position = wholeLength;
            return new TrialJournal(stream, completed);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
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
    }

    private static Dictionary<string, TrialResult> Read(string file, ReadOnlySpan<byte> bytes, Dictionary<string, Trial> plan, out int wholeLength)
    {
        Dictionary<string, TrialResult> completed = new(StringComparer.Ordinal);
        wholeLength = 0;
        for (int number = 1; bytes[wholeLength..].IndexOf((byte)'\n') is var length and >= 0; number++)
        {
            try
            {
                Read(bytes.Slice(wholeLength, length), plan, completed);
            }
            catch (FormatException e)
            {
                throw new UserErrorException(FormattableString.Invariant(
                    $"{file}({number}): this line is no result of the run: {e.Message}. Remove the line to train its trial again"));
            }

            wholeLength += length + 1;
        }

        return completed;
    }

    private static void Read(ReadOnlySpan<byte> text, Dictionary<string, Trial> plan, Dictionary<string, TrialResult> completed)
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

        // A failed trial gets another chance.
        if (line.State == JournalState.Completed)
        {
            completed[trial.Key] = line.ToResult(trial);
        }
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
