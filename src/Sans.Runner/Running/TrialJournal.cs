using System.Text;
using System.Text.Json;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Runner.Running;

/// <summary><c>trials.jsonl</c>: a line per ended trial, appended in one write each.</summary>
internal sealed class TrialJournal(string file) : IDisposable
{
    private readonly FileStream _stream = new(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Appends a result.</summary>
    public void Append(TrialResult result) => Append(JournalLine.Of(result.Trial) with
    {
        State = JournalState.Completed,
        Epoch = result.Epoch,
        Validation = result.Validation,
        Test = result.Test,
        ValidationMeanPhi = result.ValidationMeanPhi,
        Kernels = result.Kernels,
        Digest = result.Digest,
        Seconds = result.Duration.TotalSeconds,
    });

    /// <summary>Appends a failure.</summary>
    public void Append(Trial trial, string reason) => Append(JournalLine.Of(trial) with { State = JournalState.Failed, Reason = reason });

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Append(JournalLine line) =>
        _stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, JsonFormat.Line) + "\n"));

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

        public JournalState State { get; init; }

        public string? Reason { get; init; }

        public int? Epoch { get; init; }

        public PhiMean? Validation { get; init; }

        public PhiMean? Test { get; init; }

        public IReadOnlyList<double>? ValidationMeanPhi { get; init; }

        public IReadOnlyList<float[]>? Kernels { get; init; }

        public string? Digest { get; init; }

        public double? Seconds { get; init; }

        public static JournalLine Of(Trial trial) => new()
        {
            Key = trial.Key,
            Dataset = trial.Dataset,
            Activation = trial.Activation.Name,
            Parameters = trial.Activation.Parameters.ToDictionary(p => p.Name, p => p.Value),
            KernelCount = trial.KernelCount,
            KernelSize = trial.KernelSize,
            Seed = trial.Seed,
            Settings = trial.Settings.Count == 0 ? null : trial.Settings.ToDictionary(s => s.Name, s => s.Value),
        };
    }
}
