using Sans.Core.Training;
using Sans.Networks.Studies;

namespace Sans.Networks.Tables;

/// <summary>How every trial of a plan ended.</summary>
/// <param name="Plan">Every trial, in the order of the plan.</param>
/// <param name="Results">What came of those that ended well, by <see cref="NetworkTrial.Key"/>.</param>
/// <param name="Failures">Why the others failed, by <see cref="NetworkTrial.Key"/>.</param>
public sealed record NetworkOutcomes(
    IReadOnlyList<NetworkTrial> Plan, IReadOnlyDictionary<string, NetworkResult> Results, IReadOnlyDictionary<string, string> Failures);
