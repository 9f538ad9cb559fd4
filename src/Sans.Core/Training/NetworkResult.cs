using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Phi;

namespace Sans.Core.Training;

/// <summary>The result of one training.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Epoch">The epoch whose weights were tested, from 1.</param>
/// <param name="Validation">φ of those weights on the validation examples.</param>
/// <param name="Test">φ of those weights on the test examples.</param>
/// <param name="ValidationMeanPhi">
/// φ̄ on the validation examples after each epoch. Of nested kernels it is the mean over their numbers.
/// </param>
/// <param name="Kernels">
/// The tested weights: q kernels of m samples, in 2-D of m · m row by row. They are stored as kernels. An atom of the
/// reconstruction is the reversed kernel.
/// </param>
/// <param name="Digest">
/// SHA-256 over kernels and measures, first 16 hexadecimal digits. It is equal only for equal bits.
/// </param>
/// <param name="Duration">Wall time of the training.</param>
/// <param name="TestByKernelArea">
/// φ on the test examples with W = Σ m² in 2-D, or <see langword="null"/> where <see cref="ReadingsConfig.UseKernelAreas"/> did
/// not ask for it.
/// </param>
/// <param name="PenaltyWeight">
/// The λ used for the penalty on the activation maps, or <see langword="null"/> without a penalty. A relative λ is resolved.
/// </param>
/// <param name="ActivationState">
/// The trained numbers of the activation (<see cref="ILearnedActivation"/>), or <see langword="null"/> where it has none.
/// </param>
public sealed record NetworkResult(
    NetworkTrial Trial,
    int Epoch,
    PhiMean Validation,
    PhiMean Test,
    IReadOnlyList<double> ValidationMeanPhi,
    IReadOnlyList<float[]> Kernels,
    string Digest,
    TimeSpan Duration,
    PhiMean? TestByKernelArea = null,
    double? PenaltyWeight = null,
    IReadOnlyList<double>? ActivationState = null) : ITrialResult
{
    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;

    /// <summary>
    /// Kernels without an activation on the test examples. Their weights are charged, and they do nothing. The count is not part of
    /// the digest, and 0 in results of builds that did not count.
    /// </summary>
    public int SilentKernelCount { get; init; }

    /// <summary>
    /// Further measures beside φ, by name, or <see langword="null"/> if none was requested. They are not part of the digest.
    /// </summary>
    public IReadOnlyDictionary<string, double>? Measures { get; init; }

    /// <summary>
    /// The measures of each number of first kernels, the last of them those of all kernels. It is empty where kernels are not
    /// nested.
    /// </summary>
    public ValueList<NestedResult> Nested { get; init; }
}

/// <summary>The measures of the first kernels of a network.</summary>
/// <param name="KernelCount">Number of first kernels.</param>
/// <param name="Validation">φ on the validation examples, with W of these kernels.</param>
/// <param name="Test">φ on the test examples, with W of these kernels.</param>
/// <param name="SilentKernelCount">Kernels among them without an activation on the test examples.</param>
public sealed record NestedResult(int KernelCount, PhiMean Validation, PhiMean Test, int SilentKernelCount)
{
    /// <summary>Further measures beside φ, by name, or <see langword="null"/> if none was requested.</summary>
    public IReadOnlyDictionary<string, double>? Measures { get; init; }
}
