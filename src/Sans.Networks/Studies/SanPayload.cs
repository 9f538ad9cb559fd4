using Sans.Core.Phi;
using Sans.Core.Training;
using Sans.Runs.Journals;

namespace Sans.Networks.Studies;

/// <summary>The journal's record of a network's training, where the line has further parts.</summary>
internal sealed record SanPayload
{
    public required int Epoch { get; init; }

    public required PhiMean Validation { get; init; }

    public required PhiMean Test { get; init; }

    public PhiMean? TestByKernelArea { get; init; }

    public double? PenaltyWeight { get; init; }

    public IReadOnlyList<double>? ActivationState { get; init; }

    /// <summary>The number of silent kernels, absent where there is none.</summary>
    public int? SilentKernelCount { get; init; }

    public required IReadOnlyList<double> ValidationMeanPhi { get; init; }

    public required IReadOnlyList<float[]> Kernels { get; init; }

    public required double Seconds { get; init; }

    public static SanPayload Of(NetworkResult result) => new()
    {
        Epoch = result.Epoch,
        Validation = result.Validation,
        Test = result.Test,
        TestByKernelArea = result.TestByKernelArea,
        PenaltyWeight = result.PenaltyWeight,
        ActivationState = result.ActivationState,
        SilentKernelCount = result.SilentKernelCount is > 0 and var count ? count : null,
        ValidationMeanPhi = result.ValidationMeanPhi,
        Kernels = result.Kernels,
        Seconds = result.Duration.TotalSeconds,
    };

    /// <summary>A result whose kernels and course of φ̄ stay in the journal.</summary>
    /// <param name="result">The result.</param>
    /// <param name="place">Its line.</param>
    /// <param name="kernelsOf">The kernels of a line.</param>
    /// <param name="courseOf">The course of φ̄ of a line.</param>
    public static NetworkResult Released(
        NetworkResult result,
        JournalPlace place,
        Func<byte[], IReadOnlyList<float[]>> kernelsOf,
        Func<byte[], IReadOnlyList<double>> courseOf) => result with
        {
            Kernels = new StoredList<float[]>(place, result.Kernels.Count, kernelsOf),
            ValidationMeanPhi = new StoredList<double>(place, result.ValidationMeanPhi.Count, courseOf),
        };

    /// <summary>A result whose kernels and course of φ̄ stay in a line with such a record.</summary>
    /// <param name="result">The result.</param>
    /// <param name="place">Its line.</param>
    /// <param name="payloadOf">The record of a line.</param>
    public static NetworkResult Released(NetworkResult result, JournalPlace place, Func<byte[], SanPayload> payloadOf) =>
        Released(result, place, line => payloadOf(line).Kernels, line => payloadOf(line).ValidationMeanPhi);

    /// <summary>The result of a record that only trials with a network have.</summary>
    /// <param name="payload">The record, or <see langword="null"/> where the line has none.</param>
    /// <param name="trial">The network of the trial, or <see langword="null"/> where it has none.</param>
    /// <exception cref="FormatException">The record does not fit the trial.</exception>
    public static NetworkResult? ResultOf(SanPayload? payload, NetworkTrial? trial) => (payload is null) == (trial is null)
        ? payload?.ToResult(trial!)
        : throw new FormatException(
            $"it has {(payload is null ? "no network" : "a network")}, but its trial has {(trial is null ? "none" : "one")}");

    /// <summary>Whether kernels and a course of φ̄ can belong to a trial.</summary>
    public static bool AreOf(NetworkTrial trial, IReadOnlyList<float[]> kernels, IReadOnlyList<double> course)
    {
        IReadOnlyList<int> sizes = trial.KernelSizes;
        return course.Count == trial.Training.Epochs
            && kernels.Count == sizes.Count
            && kernels.Zip(sizes).All(k => k.First is { Length: var length } && (length == k.Second || length == k.Second * k.Second));
    }

    /// <summary>The result of the record.</summary>
    /// <exception cref="FormatException">The record does not fit the trial.</exception>
    public NetworkResult ToResult(NetworkTrial trial) => AreOf(trial, Kernels, ValidationMeanPhi) && Seconds is >= 0 and < 1e9
        ? new NetworkResult(
            trial,
            Epoch,
            Validation,
            Test,
            ValidationMeanPhi,
            Kernels,
            NetworkDigest.Of(Epoch, Validation, Test, Kernels, TestByKernelArea, PenaltyWeight, ActivationState),
            TimeSpan.FromTicks((long)Math.Round(Seconds * TimeSpan.TicksPerSecond)),
            TestByKernelArea,
            PenaltyWeight,
            ActivationState)
        { SilentKernelCount = SilentKernelCount ?? 0 }
        : throw new FormatException("its kernels, epochs or seconds do not fit its trial");
}
