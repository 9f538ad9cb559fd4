using Sans.Autoencoders.Training;

namespace Sans.Autoencoders.Tables;

/// <summary>How every trial of a plan ended.</summary>
/// <param name="Plan">Every trial, in the order of the plan.</param>
/// <param name="Results">What came of those that ended well, by <see cref="AutoencoderTrial.Key"/>.</param>
/// <param name="Failures">Why the others failed, by <see cref="AutoencoderTrial.Key"/>.</param>
public sealed record AutoencoderOutcomes(
    IReadOnlyList<AutoencoderTrial> Plan, IReadOnlyDictionary<string, AutoencoderResult> Results, IReadOnlyDictionary<string, string> Failures);
