namespace Sans.Tests.Core;

/// <summary>The definitions of san-paper.md, section 2, word for word and slow.</summary>
internal static class ReferenceActivations
{
    public static int[] TopK(float[] s, int k) =>
        [.. Enumerable.Range(0, s.Length).OrderByDescending(p => Math.Abs(s[p])).ThenBy(p => p).Take(k).Order()];

    public static int[] ExtremaPool(float[] s, int m) =>
        [.. Enumerable.Range(0, s.Length / m).Select(w => Enumerable.Range(w * m, m).OrderByDescending(p => Math.Abs(s[p])).ThenBy(p => p).First())];

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
}
