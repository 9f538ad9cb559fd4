using Sans.Core.Training;

namespace Sans.Runs;

/// <summary>Facts about the trials of any kind.</summary>
public static class Plans
{
    // More are shortened to the first ones, the last one and their number.
    private const int MostValues = 6;

    /// <summary>The trials by <see cref="ITrial.Key"/>.</summary>
    public static IReadOnlyDictionary<string, TTrial> ByKey<TTrial>(IReadOnlyList<TTrial> plan)
        where TTrial : ITrial => plan.ToDictionary(t => t.Key, StringComparer.Ordinal);

    /// <summary>The size of a plan in words: <c>1 trial</c>, <c>100 trials</c>.</summary>
    public static string Count(IReadOnlyList<ITrial> plan) =>
        FormattableString.Invariant($"{plan.Count} {(plan.Count == 1 ? "trial" : "trials")}");

    /// <summary>The differences of the trials of a plan, a line for each part of their keys. None for a single trial.</summary>
    /// <param name="plan">The trials.</param>
    public static IEnumerable<string> Summary(IReadOnlyList<ITrial> plan)
    {
        string[][] keys = [.. plan.Select(t => t.Key.Split('/'))];

        // Keys of different lengths have no parts in common but the dataset.
        bool areAlike = keys.All(k => k.Length == keys[0].Length);
        IEnumerable<string[]> parts = keys.Length < 2 ? []
            : areAlike ? Enumerable.Range(0, keys[0].Length).Select(i => keys.Select(k => k[i]).Distinct().ToArray())
            : [[.. plan.Select(t => t.Dataset).Distinct()]];
        return parts.Where(values => values.Length > 1).Select(Values);
    }

    private static string Values(string[] values)
    {
        // Parts such as m=15 name their setting once.
        string name = values[0].Contains('=') ? values[0][..(values[0].IndexOf('=') + 1)] : "";
        bool isNamed = name.Length > 0 && values.All(v => v.StartsWith(name, StringComparison.Ordinal));
        string[] told = isNamed ? [.. values.Select(v => v[name.Length..])] : values;
        string list = told.Length <= MostValues
            ? string.Join(", ", told)
            : FormattableString.Invariant($"{told[0]}, {told[1]} … {told[^1]}, {told.Length} values");
        return isNamed ? $"{name[..^1]}: {list}" : list;
    }
}
