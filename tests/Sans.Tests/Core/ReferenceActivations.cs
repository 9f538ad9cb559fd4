using Sans.Core.Training;

namespace Sans.Tests.Core;

/// <summary>Slow forms of the definitions of docs/method/san-paper.md, section 2, word for word.</summary>
internal static class ReferenceActivations
{
    public static int[] TopK(float[] s, int k) =>
        [.. Enumerable.Range(0, s.Length).OrderByDescending(p => Math.Abs(s[p])).ThenBy(p => p).Take(k).Order()];

    public static int[] ExtremaPool(float[] s, int m) =>
        [.. Enumerable.Range(0, s.Length / m).Select(w => Enumerable.Range(w * m, m)
            .OrderByDescending(p => Math.Abs(s[p]))
            .ThenBy(p => p)
            .First())];

    public static int[] ExtremaCandidates(float[] s)
    {
        List<int> candidates = [];
        for (int t = 0; t < s.Length; t++)
        {
            bool up = t < s.Length - 1 && s[t + 1] - s[t] > 0;
            bool down = t == 0 || s[t] - s[t - 1] <= 0;
            if ((up && down && s[t] <= 0) || (!up && !down && s[t] > 0))
            {
                candidates.Add(t);
            }
        }

        return [.. candidates];
    }

    public static int[] Extrema(float[] s, int med)
    {
        int[] candidates = ExtremaCandidates(s);
        HashSet<int> secondary = [];
        List<int> kept = [];
        foreach (int c in candidates.OrderByDescending(c => Math.Abs(s[c])).ThenBy(c => c))
        {
            if (secondary.Contains(c))
            {
                continue;
            }

            kept.Add(c);
            secondary.UnionWith(candidates.Where(e => e != c && Math.Abs(e - c) <= med));
        }

        return [.. kept.Order()];
    }

    public static int[] ExtremaPool(float[] s, ExampleShape shape, int m) =>
    [
        .. (from top in Enumerable.Range(0, shape.Height / m)
            from left in Enumerable.Range(0, shape.Width / m)
            select (from row in Enumerable.Range(top * m, m)
                    from column in Enumerable.Range(left * m, m)
                    let p = (row * shape.Width) + column
                    orderby Math.Abs(s[p]) descending, p
                    select p).First()).Order(),
    ];

    public static int[] Extrema(float[] s, ExampleShape shape, int med)
    {
        int[] candidates = [.. Enumerable.Range(0, s.Length).Where(p => IsCandidate(s, shape, p / shape.Width, p % shape.Width))];
        HashSet<int> secondary = [];
        List<int> kept = [];
        foreach (int c in candidates.OrderByDescending(c => Math.Abs(s[c])).ThenBy(c => c))
        {
            if (secondary.Contains(c))
            {
                continue;
            }

            kept.Add(c);
            secondary.UnionWith(candidates.Where(e =>
                e != c
                    && Math.Abs((e / shape.Width) - (c / shape.Width)) <= med
                    && Math.Abs((e % shape.Width) - (c % shape.Width)) <= med));
        }

        return [.. kept.Order()];
    }

    /// <summary>A position is a valley along both the row and the column, or a peak along both.</summary>
    private static bool IsCandidate(float[] s, ExampleShape shape, int row, int column)
    {
        float[] alongRow = [.. Enumerable.Range(0, shape.Width).Select(c => s[(row * shape.Width) + c])];
        float[] alongColumn = [.. Enumerable.Range(0, shape.Height).Select(r => s[(r * shape.Width) + column])];
        return ExtremaCandidates(alongRow).Contains(column) && ExtremaCandidates(alongColumn).Contains(row);
    }
}
