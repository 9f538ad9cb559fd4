namespace Sans.Torch;

/// <summary>Groups trials that can train as one tensor.</summary>
internal static class TrialGroups
{
    /// <summary>Divides trials into groups.</summary>
    /// <typeparam name="TTrial">The trials.</typeparam>
    /// <param name="trials">The trials of a run.</param>
    /// <param name="whatIsShared">The settings that must be equal within a group.</param>
    /// <param name="kernelSizeOf">Samples m of the largest kernel of a trial.</param>
    /// <param name="limitOf">The number of trials like a given one that fit into a group.</param>
    /// <param name="widest">
    /// The largest ratio of the largest kernel of a group to the smallest. All kernels are padded to the largest.
    /// </param>
    /// <returns>The groups. Trials are ordered by rising kernel size in each.</returns>
    public static IEnumerable<IReadOnlyList<TTrial>> Of<TTrial>(
        IEnumerable<TTrial> trials,
        Func<TTrial, object> whatIsShared,
        Func<TTrial, int> kernelSizeOf,
        Func<TTrial, int> limitOf,
        double widest)
    {
        foreach (IGrouping<object, TTrial> alike in trials.GroupBy(whatIsShared))
        {
            int limit = limitOf(alike.First());
            List<TTrial> group = [];
            foreach (TTrial trial in alike.OrderBy(kernelSizeOf))
            {
                if (group.Count == limit || (group.Count > 0 && kernelSizeOf(trial) > widest * kernelSizeOf(group[0])))
                {
                    yield return group;
                    group = [];
                }

                group.Add(trial);
            }

            yield return group;
        }
    }

    /// <summary>The first and the second half of some trials.</summary>
    public static IEnumerable<IReadOnlyList<TTrial>> Halves<TTrial>(IReadOnlyList<TTrial> trials) =>
    [
        [.. trials.Take(trials.Count / 2)], [.. trials.Skip(trials.Count / 2)],
    ];
}
