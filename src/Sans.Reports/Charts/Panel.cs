namespace Sans.Reports.Charts;

/// <summary>A rectangle of a picture.</summary>
/// <param name="Title">The title above it, which may be empty. A long title has several lines.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public abstract record Panel(string Title, double Width, double Height)
{
    /// <summary>
    /// The name for readers who see no neighbouring panels, or <see langword="null"/> where the title is enough.
    /// </summary>
    public string? SpokenName { get; init; }

    /// <summary>Whether another panel of its picture has the same values, such as the whole of an enlarged part.</summary>
    public bool IsRepetition { get; init; }

    /// <summary>Pixels that a title takes.</summary>
    internal const double TitleHeight = 18;

    private const double TitleSize = 12;
    private const double SmallTitleSize = 10;
    private const double TitleLine = 11;
    private const double Edge = 4;

    /// <summary>Draws it with its upper left corner at (0, 0).</summary>
    internal abstract void Draw(SvgWriter svg);

    /// <summary>
    /// The panel for another width, with letters of the same size. Panels whose size depends on their content keep their width.
    /// </summary>
    /// <param name="width">In pixels.</param>
    internal virtual Panel AtWidth(double width) => this;

    /// <summary>
    /// The shown values in words, for readers without pictures: a row for each series. None where the panel has no numbers.
    /// </summary>
    /// <param name="nameOf">The name of a colour, or empty where it has none.</param>
    internal virtual IEnumerable<SpokenValues> Spoken(Func<Tone, string> nameOf) => [];

    /// <summary>An upper estimate of the length of a text in pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Pixels of its font.</param>
    internal static double LengthOf(string text, double size = 11) => 0.6 * size * text.Length;

    /// <summary>The part of a text that fits.</summary>
    internal static string Fit(string text, double room, double size)
    {
        int most = Math.Max(1, (int)(room / (0.6 * size)));
        return text.Length <= most ? text : text[..Math.Max(1, most - 1)] + "…";
    }

    /// <summary>Pixels above the panel for the lines of a title that is longer than one.</summary>
    internal double Rise => (TitleLines.Count - 1) * TitleLine;

    // A title that is short enough for large letters has one line.
    private IReadOnlyList<string> TitleLines => TitleText.LengthOf(Title, SmallTitleSize) <= Width - (2 * Edge)
        ? [Title]
        : TitleText.Lines(Title, Width - (2 * Edge), SmallTitleSize);

    /// <summary>
    /// The title over the given columns. A title that is too long has smaller letters, then begins at the edge of the panel.
    /// A longer one has more lines above the panel, and is cut last.
    /// </summary>
    private protected void DrawTitle(SvgWriter svg, double left, double right)
    {
        if (Title.Length == 0)
        {
            return;
        }

        if (TitleText.LengthOf(Title, TitleSize) <= right - left)
        {
            svg.Text(Title, left, 12, style: "title");
            return;
        }

        // At the edge it must not touch the uppermost number of the axis.
        bool isAtEdge = TitleText.LengthOf(Title, SmallTitleSize) > right - left;
        IReadOnlyList<string> lines = TitleLines;
        for (int i = 0; i < lines.Count; i++)
        {
            double y = (isAtEdge && left > Edge ? 9 : 12) - ((lines.Count - 1 - i) * TitleLine);
            svg.Text(lines[i], isAtEdge ? Edge : left, y, style: "title long", hover: lines[^1].EndsWith('…') ? Title : null);
        }
    }
}
