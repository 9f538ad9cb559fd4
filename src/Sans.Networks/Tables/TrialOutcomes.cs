using Sans.Core.Training;
using Sans.Networks.Studies;

namespace Sans.Networks.Tables;

/// <summary>How every trial of a plan ended.</summary>
/// <param name="Plan">Every trial, in the order of the plan.</param>
/// <param name="Results">What came of those that ended well, by <see cref="Trial.Key"/>.</param>
/// <param name="Failures">Why the others failed, by <see cref="Trial.Key"/>.</param>
public sealed record TrialOutcomes(
    IReadOnlyList<Trial> Plan, IReadOnlyDictionary<string, TrialResult> Results, IReadOnlyDictionary<string, string> Failures);
