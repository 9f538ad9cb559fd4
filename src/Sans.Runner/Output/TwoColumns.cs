using System.Text;

namespace Sans.Runner.Output;

/// <summary>Names with explanations, wrapped to the width of the terminal.</summary>
internal static class TwoColumns
{
    private const int NarrowestText = 38;
    private const int Gap = 2;
    private const int Indent = 4;

    /// <summary>Writes the lines, which end in LF.</summary>
    public static string Write(IReadOnlyList<(string Name, string Text)> items, int width)
    {
        int nameWidth = items.Count == 0 ? 0 : items.Max(i => i.Name.Length) + Gap;
        int textWidth = width - nameWidth;
        StringBuilder lines = new();
        if (textWidth < Math.Min(NarrowestText, width / 2))
        {
            // A long name has its explanation below it.
            foreach ((string name, string text) in items)
            {
                string inner = new(' ', name.Length - name.TrimStart().Length + Indent);
                lines.Append(name)
                    .Append('\n')
                    .AppendJoin("", Wrap(text, Math.Max(NarrowestText, width - inner.Length)).Select(l => inner + l + "\n"));
            }

            return lines.ToString();
        }

        foreach ((string name, string text) in items)
        {
            string margin = name.PadRight(nameWidth);
            foreach (string line in Wrap(text, textWidth))
            {
                lines.Append((margin + line).TrimEnd()).Append('\n');
                margin = new string(' ', nameWidth);
            }
        }

        return lines.ToString();
    }

    private static List<string> Wrap(string text, int width)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        lines.Add(line);
        return lines;
    }
}
