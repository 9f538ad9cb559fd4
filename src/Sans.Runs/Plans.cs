using Sans.Core.Training;

namespace Sans.Runs;

/// <summary>Facts about the trials of any kind.</summary>
public static class Plans
{
    /// <summary>The trials by <see cref="ITrial.Key"/>.</summary>
    public static IReadOnlyDictionary<string, TTrial> ByKey<TTrial>(IReadOnlyList<TTrial> plan)
        where TTrial : ITrial => plan.ToDictionary(t => t.Key, StringComparer.Ordinal);

    /// <summary>The size of a plan in words: <c>1 trial</c>, <c>100 trials</c>.</summary>
    public static string Count(IReadOnlyList<ITrial> plan) =>
        FormattableString.Invariant($"{plan.Count} {(plan.Count == 1 ? "trial" : "trials")}");
}
