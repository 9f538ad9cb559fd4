using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Sans.Testing;

/// <summary>The differences between two texts, line by line.</summary>
internal static class LineDifference
{
    /// <summary>Every line that only one of them has: <c>-</c> for verified, <c>+</c> for received.</summary>
    public static string Of(string verified, string received)
    {
        StringBuilder lines = new();
        foreach (DiffPiece line in new InlineDiffBuilder(new Differ()).BuildDiffModel(verified, received, ignoreWhitespace: false).Lines)
        {
            string? mark = line.Type switch
            {
                ChangeType.Deleted => "- ",
                ChangeType.Inserted => "+ ",
                _ => null,
            };
            if (mark is not null)
            {
                lines.Append(mark).Append(line.Text).Append('\n');
            }
        }

        return lines.ToString().Trim() is "" or "+" or "-" ? "(only an empty line or the final line end differs)\n" : lines.ToString();
    }
}
