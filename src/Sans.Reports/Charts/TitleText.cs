namespace Sans.Reports.Charts;

/// <summary>Measures the bold letters of titles, and breaks long titles.</summary>
internal static class TitleText
{
    /// <summary>The most lines of a title.</summary>
    public const int MostLines = 3;

    // Widths of bold DejaVu Sans in ems, the widest of the fonts that the style names.
    private const double Other = 0.72, Capital = 0.86, Foreign = 1;
    private static readonly (string Letters, double Ems)[] Widths =
    [
        ("ijlI '|", 0.38), (".,:;-/()[]ftrJ", 0.5), ("szc_", 0.6), ("w<>=+×÷±≤≥√~", 0.93), ("mM", 1.05), ("W%@…—", 1.11),
    ];

    private static readonly Dictionary<char, double> Ems =
        Widths.SelectMany(w => w.Letters.Select(letter => (letter, w.Ems))).ToDictionary(p => p.letter, p => p.Ems);

    /// <summary>An upper estimate of the length of a title in pixels.</summary>
    /// <param name="text">The title.</param>
    /// <param name="size">Pixels of its font.</param>
    public static double LengthOf(string text, double size) => size * text.Sum(EmsOf);

    /// <summary>The lines of a title. They end behind punctuation, and the last one is cut where lines are too few.</summary>
    /// <param name="text">The title.</param>
    /// <param name="room">Pixels of a line.</param>
    /// <param name="size">Pixels of its font.</param>
    public static IReadOnlyList<string> Lines(string text, double room, double size)
    {
        List<string> lines = [];
        string rest = text;
        while (rest.Length > 0)
        {
            int fitting = Fitting(rest, room, size);
            if (fitting == rest.Length)
            {
                lines.Add(rest);
                break;
            }

            if (lines.Count == MostLines - 1)
            {
                lines.Add(rest[..Math.Max(1, Fitting(rest, room - LengthOf("…", size), size))] + "…");
                break;
            }

            int end = EndOf(rest, fitting);
            lines.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        return lines;
    }

    /// <summary>The place to break a text: behind a space, else behind another sign, else where the room ends.</summary>
    private static int EndOf(string text, int fitting)
    {
        foreach (string signs in (string[])[" ", "_,:;-/(="])
        {
            int last = text.LastIndexOfAny(signs.ToCharArray(), fitting - 1);
            if (last + 1 > fitting / 3)
            {
                return last + 1;
            }
        }

        return Math.Max(1, char.IsHighSurrogate(text[fitting - 1]) ? fitting - 1 : fitting);
    }

    private static int Fitting(string text, double room, double size)
    {
        double length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            length += size * EmsOf(text[i]);
            if (length > room)
            {
                return Math.Max(1, i);
            }
        }

        return text.Length;
    }

    private static double EmsOf(char letter) => Ems.TryGetValue(letter, out double ems) ? ems : letter switch
    {
        >= 'A' and <= 'Z' => Capital,
        < '\u0250' => Other,
        >= '\u0300' and < '\u0370' => 0,
        < '\u1100' => Capital,
        _ => Foreign,
    };
}
