using System.Text.Json;
using Sans.Configuration;
using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>The journal of sparsely activated networks: measures, the course of φ̄ and the kernels.</summary>
internal sealed class SanJournal : JournalFormat<NetworkTrial, NetworkResult>
{
    /// <inheritdoc/>
    public override byte[] Write(NetworkTrial trial, string reason) =>
        Bytes(JournalLine.Of(trial, JournalState.Failed) with { Reason = reason });

    /// <inheritdoc/>
    public override JournalEntry<NetworkTrial, NetworkResult> Read(
        ReadOnlySpan<byte> line, IReadOnlyDictionary<string, NetworkTrial> plan)
    {
        JournalLine told = Parse<JournalLine>(line);
        NetworkTrial trial = Find(told.Key, plan);
        told.RequireFields(trial);
        return told.State == JournalState.Failed
            ? new(trial, null, told.Reason ?? throw new FormatException("a failed trial needs a reason"))
            : new(trial, told.ToResult(trial));
    }

    /// <inheritdoc/>
    public override NetworkResult Released(NetworkResult result, JournalPlace place) => SanPayload.Released(
        result, place, line => Parse<KernelsOfLine>(line).Kernels, line => Parse<CourseOfLine>(line).ValidationMeanPhi);

    /// <inheritdoc/>
    public override byte[] Write(NetworkResult result) => Bytes(JournalLine.Of(result.Trial, JournalState.Completed) with
    {
        Epoch = result.Epoch,
        Validation = result.Validation,
        Test = result.Test,
        TestByKernelArea = result.TestByKernelArea,
        PenaltyWeight = result.PenaltyWeight,
        ActivationState = result.ActivationState,
        SilentKernelCount = result.SilentKernelCount is > 0 and var count ? count : null,
        Measures = result.Measures,
        Nested = result.Nested.Count > 0 ? result.Nested : null,
        ValidationMeanPhi = result.ValidationMeanPhi,
        Kernels = result.Kernels,
        Digest = result.Digest,
        Seconds = result.Duration.TotalSeconds,
    });

    private static byte[] Bytes(JournalLine line) => JsonSerializer.SerializeToUtf8Bytes(line, JsonFormat.Line);

    // What is read again is read alone, which takes less time than the whole line.
    private sealed record KernelsOfLine(IReadOnlyList<float[]> Kernels);

    private sealed record CourseOfLine(IReadOnlyList<double> ValidationMeanPhi);

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

        public PhiMean? TestByKernelArea { get; init; }

        public double? PenaltyWeight { get; init; }

        public IReadOnlyList<double>? ActivationState { get; init; }

        public IReadOnlyDictionary<string, double>? Measures { get; init; }

        /// <summary>The measures of nested kernels, absent where kernels are not nested.</summary>
        public IReadOnlyList<NestedResult>? Nested { get; init; }

        /// <summary>The number of silent kernels, absent where there is none.</summary>
        public int? SilentKernelCount { get; init; }

        public IReadOnlyList<double>? ValidationMeanPhi { get; init; }

        public IReadOnlyList<float[]>? Kernels { get; init; }

        public string? Digest { get; init; }

        public double? Seconds { get; init; }

        public static JournalLine Of(NetworkTrial trial, JournalState state) => new()
        {
            State = state,
            Key = trial.Key,
            Dataset = trial.Dataset,
            Activation = trial.Activation.Name,
            Parameters = Of(trial.Activation.Parameters),
            KernelCount = trial.KernelCount,
            KernelSize = trial.KernelSize,
            Seed = trial.Seed,
            Settings = trial.Settings.Count == 0 ? null : Of(trial.Settings),
        };

        /// <summary>
        /// Requires that the fields of the line agree with its trial. A changed key alone would otherwise go unnoticed.
        /// </summary>
        /// <exception cref="FormatException">The line belongs to another trial than its key says.</exception>
        public void RequireFields(NetworkTrial trial)
        {
            bool isSame = (Dataset, Activation, KernelCount, KernelSize, Seed) == (
                trial.Dataset, trial.Activation.Name, trial.KernelCount, trial.KernelSize, trial.Seed)
                && AreSame(Parameters, trial.Activation.Parameters)
                && AreSame(Settings, trial.Settings);
            if (!isSame)
            {
                throw new FormatException($"its dataset, activation, sizes or seed do not match its key '{trial.Key}'");
            }
        }

        private static bool AreSame(IReadOnlyDictionary<string, object>? told, ValueList<Parameter> values) =>
            (told?.Count ?? 0) == values.Count && (values.Count == 0 || Text(told) == Text(Of(values)));

        private static string Text(IReadOnlyDictionary<string, object>? values) => JsonSerializer.Serialize(values, JsonFormat.Line);

        private static Dictionary<string, object> Of(ValueList<Parameter> values) => values.ToDictionary(v => v.Name, v => v.Value);

        /// <summary>The result of the line.</summary>
        /// <exception cref="FormatException">
        /// A value is missing, or measures or kernels were changed after they were written.
        /// </exception>
        public NetworkResult ToResult(NetworkTrial trial)
        {
            if (this is not
                {
                    Epoch: { } epoch, Validation: { } validation, Test: { } test, ValidationMeanPhi: { } course,
                    Kernels: { } kernels, Seconds: { } seconds
                })
            {
                throw new FormatException("a completed trial needs an epoch, measures, kernels and seconds");
            }

            if (!SanPayload.AreOf(trial, kernels, course) || !(seconds is >= 0 and < 1e9))
            {
                throw new FormatException("its kernels, epochs or seconds do not fit its trial");
            }

            if (!trial.Nested.SequenceEqual((Nested ?? []).Select(n => n.KernelCount)))
            {
                throw new FormatException("its nested kernels do not fit its trial");
            }

            string digest = NetworkDigest.Of(epoch, validation, test, kernels, TestByKernelArea, PenaltyWeight, ActivationState, Nested);
            return digest == Digest
                ? new NetworkResult(
                    trial,
                    epoch,
                    validation,
                    test,
                    course,
                    kernels,
                    digest,
                    TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)),
                    TestByKernelArea,
                    PenaltyWeight,
                    ActivationState)
                { Measures = Measures, SilentKernelCount = SilentKernelCount ?? 0, Nested = new(Nested ?? []) }
                : throw new FormatException($"its numbers have the digest {digest}, but it says {Digest}");
        }
    }
}
