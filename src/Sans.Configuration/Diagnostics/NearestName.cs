namespace Sans.Configuration.Diagnostics;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    // A word of three letters or fewer may have one wrong letter. With two, it would be another word.
    private const int ShortLength = 3;

    /// <summary>
    /// The candidate with the fewest edits to <paramref name="name"/> (insertion, deletion, replacement, swap of neighbours).
    /// It is <see langword="null"/> when that needs more than two edits or a third of the letters. Ties go to the earlier
    /// candidate.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        string wanted = name.ToLowerInvariant().Replace('-', '_');
        string? best = null;
        int bestEdits = (wanted.Length <= ShortLength ? 1 : Math.Max(2, wanted.Length / 3)) + 1;
        foreach (string candidate in candidates)
        {
            // Each edit changes the length by at most one. A text of megabytes is not compared letter by letter.
            if (Math.Abs(wanted.Length - candidate.Length) >= bestEdits)
            {
                continue;
            }

            int edits = Edits(wanted, candidate.Replace('-', '_'));
            if (edits < bestEdits)
            {
                (best, bestEdits) = (candidate, edits);
            }
        }

        return best;
    }

    /// <summary>A hint for the end of a message: <c>; did you mean 'x'?</c>, or the list of names.</summary>
    internal static string Hint(string name, IReadOnlyCollection<string> candidates, string listIntroduction) =>
        Of(name, candidates) is { } nearest
            ? $"; did you mean '{nearest}'?"
            : $"; {listIntroduction} {string.Join(", ", candidates.Select(c => $"'{c}'"))}";

    /// <summary>The optimal string alignment distance.</summary>
    private static int Edits(string a, string b)
    {
        int[,] edits = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                int replace = edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int least = Math.Min(replace, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                edits[i, j] = swapped ? Math.Min(least, edits[i - 2, j - 2] + 1) : least;
            }
        }

        return edits[a.Length, b.Length];
    }
}
