using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Sans.Reports.Charts;

namespace Sans.Reports.Pdf;

/// <summary>
/// A picture as a vector PDF for a paper. Its panels are drawn anew for the width of a column, with letters of 7 to 8 points.
/// A picture that is higher than a page has several pages. Equal pictures have equal bytes.
/// </summary>
public static class FigurePdf
{
    /// <summary>The width of a column of common two-column papers, in millimetres.</summary>
    public const double ColumnMillimetres = 89;

    // Points of a pixel: letters of 11 pixels become 7.7 points.
    private const double PointsOfAPixel = 0.7;
    private const double PointsOfAMillimetre = 72 / 25.4;

    // The height of the text of a page, with room for a caption.
    private const double MostPoints = 620;

    // A panel is not made narrower than this share of its own width, as long as it can have a row of its own.
    private const double LeastShare = 0.7;
    private const double Gap = 10;

    /// <summary>Writes a picture.</summary>
    /// <param name="figure">The picture.</param>
    /// <param name="millimetres">The width of the pages, above 0.</param>
    /// <param name="missing">Receives the letters that the font does not have. The picture has a box for each.</param>
    /// <returns>The bytes of the file.</returns>
    public static byte[] Write(Figure figure, double millimetres = ColumnMillimetres, ISet<string>? missing = null)
    {
        double points = millimetres * PointsOfAMillimetre;
        PdfDocument document = new();
        int pages = document.Reserve(), resources = document.Reserve();
        PdfResources used = new(document);
        List<int> numbers = [];
        foreach (Figure page in PagesOf(figure, points / PointsOfAPixel))
        {
            XElement svg = XElement.Parse(SvgFile.Write(page, margin: 0));
            double width = PdfDrawing.Number(svg, "width"), height = PdfDrawing.Number(svg, "height");
            double scale = points / width;
            PdfDrawing drawing = new(used);
            drawing.Draw(svg, scale, height);
            int content = document.AddStream("", Encoding.ASCII.GetBytes(drawing.ToString()));
            numbers.Add(document.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"<</Type /Page /Parent {pages} 0 R /MediaBox [0 0 {points:0.###} {scale * height:0.###}] ")
                + FormattableString.Invariant($"/Resources {resources} 0 R /Contents {content} 0 R>>")));
        }

        document.Set(resources, used.Write());
        document.Set(pages, FormattableString.Invariant(
            $"<</Type /Pages /Kids [{string.Join(' ', numbers.Select(n => FormattableString.Invariant($"{n} 0 R")))}] /Count {numbers.Count}>>"));
        int catalog = document.Add(FormattableString.Invariant($"<</Type /Catalog /Pages {pages} 0 R>>"));
        int info = document.Add(
            $"<</Title {PdfDocument.Text(figure.Title)} /Subject {PdfDocument.Text(figure.Caption)} /Producer (Sans.Framework)>>");
        missing?.UnionWith(used.Missing);
        return document.Write(catalog, info);
    }

    /// <summary>The pages of a picture, with panels for a width in pixels.</summary>
    internal static IEnumerable<Figure> PagesOf(Figure figure, double width)
    {
        int columns = ColumnsOf(figure, width);
        double room = (width - (Gap * (columns - 1))) / columns;
        Panel[] panels = [.. figure.Panels.Select(p => p.AtWidth(room))];

        // Rows of panels that belong together stay on one page.
        int together = Math.Max(columns, figure.Together);
        List<Panel> page = [];
        double height = 0;
        foreach (Panel[] group in panels.Chunk(together))
        {
            double own = group.Chunk(columns).Sum(row => row.Max(p => p.Height) + row.Max(p => p.Rise) + Gap);
            if (page.Count > 0 && height + own > MostPoints / PointsOfAPixel)
            {
                yield return figure with { Panels = [.. page], Columns = columns };
                page.Clear();
                height = 0;
            }

            page.AddRange(group);
            height += own;
        }

        yield return figure with { Panels = [.. page], Columns = columns };
    }

    /// <summary>Panels that have room side by side. Panels that belong together are not torn within a row.</summary>
    private static int ColumnsOf(Figure figure, double width)
    {
        double least = (LeastShare * figure.Panels.Max(p => p.Width)) + Gap;
        int fitting = Math.Clamp((int)((width + Gap) / least), 1, Math.Min(figure.Columns, figure.Panels.Count));
        return figure.Together == 1
            ? fitting
            : fitting >= figure.Together
                ? fitting / figure.Together * figure.Together
                : Enumerable.Range(1, fitting).Last(n => figure.Together % n == 0);
    }
}
