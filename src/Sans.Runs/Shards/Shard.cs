using System.Globalization;

namespace Sans.Runs.Shards;

/// <summary>A share of a plan for one of several processes, on any machine with access to the run folder.</summary>
/// <param name="Number">The number of the share, from 1.</param>
/// <param name="Count">Number of shares.</param>
public readonly record struct Shard(int Number, int Count)
{
    private const int MostShards = 100_000;

    /// <summary>Its form in file names: <c>2-of-4</c>.</summary>
    public string Name => FormattableString.Invariant($"{Number}-of-{Count}");

    /// <summary>Reads <c>2/4</c>, as on the command line, or <c>2-of-4</c>, as in names of files.</summary>
    public static bool TryParse(string text, out Shard shard)
    {
        string[] parts = text.Split(["/", "-of-"], StringSplitOptions.None);
        shard = default;
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return false;
        }

        shard = new Shard(number, count);
        return number >= 1 && number <= count && count <= MostShards;
    }

    /// <summary>
    /// The trials of this shard, in the order of the plan. Each trial goes to one shard: the most expensive first, to the shard
    /// with the least work so far. All shards thus end at about the same time, and every process computes the same shares. O(n
    /// log n).
    /// </summary>
    /// <typeparam name="TTrial">The trials.</typeparam>
    /// <param name="plan">Every trial.</param>
    /// <param name="cost">Estimated work of a trial, at least 0.</param>
    public IReadOnlyList<TTrial> Of<TTrial>(IReadOnlyList<TTrial> plan, Func<TTrial, long> cost)
    {
        long[] costs = [.. plan.Select(cost)];
        PriorityQueue<int, (long Work, int Shard)> least = new(Enumerable.Range(1, Count).Select(s => (s, (0L, s))));
        SortedSet<int> mine = [];

        // OrderBy is stable, so that equal costs keep the order of the plan.
        foreach (int index in Enumerable.Range(0, plan.Count).OrderByDescending(i => costs[i]))
        {
            least.TryDequeue(out int shard, out (long Work, int Shard) load);
            least.Enqueue(shard, (load.Work + costs[index], shard));
            if (shard == Number)
            {
                mine.Add(index);
            }
        }

        return [.. mine.Select(i => plan[i])];
    }
}
