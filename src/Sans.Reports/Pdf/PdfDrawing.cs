using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sans.Reports.Charts;

namespace Sans.Reports.Pdf;

/// <summary>Draws the elements of an SVG of this project as the content of a PDF page.</summary>
/// <param name="resources">The resources of the document.</param>
internal sealed partial class PdfDrawing(PdfResources resources)
{
    // Half of a circle's side beside its Bézier control points, in radii.
    private const double Kappa = 0.5522847498;
    private const double ThousandthsOfAnEm = 1000;

    // The stroke that makes letters bold, in ems.
    private const double Boldness = 0.035;
    // Letters that are narrower than this share of their width are hard to read.
    private const double LeastSqueezed = 0.7;
    private const string None = "none";
    private const string Opaque = "1";

    private readonly StringBuilder _content = new();

    [GeneratedRegex(@"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")]
    private static partial Regex PathPattern { get; }

    /// <summary>Draws a whole picture from the top of a page downwards.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="scale">Points of a pixel.</param>
    /// <param name="height">Pixels of the picture.</param>
    public void Draw(XElement svg, double scale, double height)
    {
        Write($"{N(scale)} 0 0 {N(-scale)} 0 {N(scale * height)} cm");
        foreach (XElement element in svg.Elements())
        {
            Draw(element);
        }
    }

    /// <summary>A number of an element, or 0 where it has no such attribute.</summary>
    public static double Number(XElement element, string attribute) =>
        (string?)element.Attribute(attribute) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <inheritdoc/>
    public override string ToString() => _content.ToString();

    private void Draw(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "g":
                Group(element, (string?)element.Attribute("transform") is { } moved ? Moved(moved) : null);
                break;
            case "svg":
                Group(element, $"{Rectangle(element)} W n");
                break;
            case "rect":
                Paint(element, Rectangle(element));
                break;
            case "circle":
                Paint(element, Circle(Number(element, "cx"), Number(element, "cy"), Number(element, "r")));
                break;
            case "path":
                Paint(element, Path((string)element.Attribute("d")!));
                break;
            case "text":
                Text(element);
                break;
            case "image":
                Image(element);
                break;
            case "title" or "desc" or "style":
                break;
            default:
                throw new InvalidOperationException($"pictures for paper have no element '{element.Name.LocalName}'");
        }
    }

    private void Group(XElement element, string? first)
    {
        Write("q");
        if (first is not null)
        {
            Write(first);
        }

        foreach (XElement part in element.Elements())
        {
            Draw(part);
        }

        Write("Q");
    }

    private static string Moved(string transform)
    {
        string[] numbers = transform["translate(".Length..^1].Split(' ');
        return $"1 0 0 1 {numbers[0]} {numbers[1]} cm";
    }

    private void Paint(XElement element, string path)
    {
        Dictionary<string, string> style = StyleOf(element);
        string fill = style.GetValueOrDefault("fill", "#000000"), stroke = style.GetValueOrDefault("stroke", None);
        if (fill == None && stroke == None)
        {
            return;
        }

        Write("q");
        Opacity(style);
        if (fill != None)
        {
            Write(Colour(fill) + " rg");
        }

        if (stroke != None)
        {
            Write($"{Colour(stroke)} RG {style.GetValueOrDefault("stroke-width", "1")} w");
            Write((style.GetValueOrDefault("stroke-linecap") == "round" ? "1 J " : "")
                + (style.GetValueOrDefault("stroke-linejoin") == "round" ? "1 j " : "")
                + (style.TryGetValue("stroke-dasharray", out string? dashes) ? $"[{dashes}] 0 d" : "[] 0 d"));
        }

        Write(path);
        string rule = style.GetValueOrDefault("fill-rule") == "evenodd" ? "*" : "";
        Write((fill == None ? "S" : stroke == None ? "f" + rule : "B" + rule) + "\nQ");
    }

    private void Opacity(Dictionary<string, string> style)
    {
        string fill = style.GetValueOrDefault("fill-opacity", Opaque), stroke = style.GetValueOrDefault("stroke-opacity", Opaque);
        if (fill != Opaque || stroke != Opaque)
        {
            Write($"/{resources.Opacity(Decimal(fill), Decimal(stroke))} gs");
        }
    }

    private void Text(XElement element)
    {
        Dictionary<string, string> style = StyleOf(element);
        double size = double.Parse(style.GetValueOrDefault("font-size", "11px")[..^2], CultureInfo.InvariantCulture);
        (string text, double squeezed) = Fitted(element, size);
        IReadOnlyList<ushort> glyphs = resources.GlyphsOf(text);
        double length = squeezed * LengthOf(text, size);
        double before = (string?)element.Attribute("text-anchor") switch { "middle" => length / 2, "end" => length, _ => 0 };
        (double x, double y) = (Number(element, "x"), Number(element, "y"));

        // The page points downwards, letters upwards. Upright text reads from below.
        string place = element.Attribute("transform") is null ? $"1 0 0 -1 {N(x - before)} {N(y)}" : $"0 -1 -1 0 {N(x)} {N(y + before)}";
        string colour = Colour(style.GetValueOrDefault("fill", "#000000"));
        string bold = style.ContainsKey("font-weight") ? $"2 Tr {N(Boldness * size)} w {colour} RG " : "";
        string narrow = squeezed < 1 ? $"{N(100 * squeezed)} Tz " : "";
        Write($"q {colour} rg {bold}BT /F0 {N(size)} Tf {narrow}{place} Tm <{string.Concat(glyphs.Select(g =>
            g.ToString("X4", CultureInfo.InvariantCulture)))}> Tj ET Q");
    }

    /// <summary>
    /// The shown text and its share of the width of its letters. Paper has no hover text, so a text that was cut is shown in full
    /// with narrower letters where they can still be read.
    /// </summary>
    private static (string Text, double Squeezed) Fitted(XElement element, double size)
    {
        // A hover text is an element within the text.
        string shown = string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value));
        string? whole = element.Elements().FirstOrDefault(e => e.Name.LocalName == "title")?.Value;
        if (whole is null || !shown.EndsWith('…'))
        {
            return (shown, 1);
        }

        double squeezed = Math.Min(1, Panel.LengthOf(shown, size) / LengthOf(whole, size));
        return squeezed < LeastSqueezed ? (shown, 1) : (whole, squeezed);
    }

    private static double LengthOf(string text, double size) =>
        size * text.EnumerateRunes().Sum(r => PdfFont.Own.WidthOf(PdfFont.Own.GlyphOf(r))) / ThousandthsOfAnEm;

    private void Image(XElement element)
    {
        string uri = (string)element.Attribute("href")!;
        string name = resources.Image(IndexedPng.Read(Convert.FromBase64String(uri[(uri.IndexOf(',', StringComparison.Ordinal) + 1)..])));
        (double x, double y, double width, double height) =
            (Number(element, "x"), Number(element, "y"), Number(element, "width"), Number(element, "height"));
        Write($"q {N(width)} 0 0 {N(-height)} {N(x)} {N(y + height)} cm /{name} Do Q");
    }

    /// <summary>The properties of an element: its rules, and where they are silent its attributes.</summary>
    private static Dictionary<string, string> StyleOf(XElement element)
    {
        Dictionary<string, string> style = PdfStyle.Of(element.Name.LocalName, (string?)element.Attribute("class") ?? "");
        foreach (XAttribute attribute in element.Attributes())
        {
            style.TryAdd(attribute.Name.LocalName, attribute.Value);
        }

        return style;
    }

    private static string Rectangle(XElement element) =>
        $"{N(Number(element, "x"))} {N(Number(element, "y"))} {N(Number(element, "width"))} {N(Number(element, "height"))} re";

    private static string Circle(double x, double y, double radius)
    {
        double near = Kappa * radius;
        string Curve(double ax, double ay, double bx, double by, double cx, double cy) =>
            $" {N(x + ax)} {N(y + ay)} {N(x + bx)} {N(y + by)} {N(x + cx)} {N(y + cy)} c";
        return $"{N(x + radius)} {N(y)} m" + Curve(radius, near, near, radius, 0, radius)
            + Curve(-near, radius, -radius, near, -radius, 0) + Curve(-radius, -near, -near, -radius, 0, -radius)
            + Curve(near, -radius, radius, -near, radius, 0) + " h";
    }

    /// <summary>The path of an SVG, whose steps become places.</summary>
    private static string Path(string steps)
    {
        StringBuilder path = new();
        using IEnumerator<string> parts = PathPattern.Matches(steps).Select(m => m.Value).GetEnumerator();
        (double x, double y, double startX, double startY) = (0, 0, 0, 0);
        while (parts.MoveNext())
        {
            char command = parts.Current[0];
            bool isStep = char.IsLower(command);
            (double fromX, double fromY) = isStep ? (x, y) : (0, 0);
            switch (char.ToUpperInvariant(command))
            {
                case 'M':
                    (x, y) = (fromX + Next(), fromY + Next());
                    (startX, startY) = (x, y);
                    path.Append(CultureInfo.InvariantCulture, $"{N(x)} {N(y)} m ");
                    continue;
                case 'L':
                    (x, y) = (fromX + Next(), fromY + Next());
                    break;
                case 'H':
                    x = fromX + Next();
                    break;
                case 'V':
                    y = fromY + Next();
                    break;
                case 'Z':
                    (x, y) = (startX, startY);
                    path.Append("h ");
                    continue;
                default:
                    throw new InvalidOperationException($"pictures for paper have no path command '{command}'");
            }

            path.Append(CultureInfo.InvariantCulture, $"{N(x)} {N(y)} l ");
        }

        return path.ToString().TrimEnd();

        double Next() => parts.MoveNext()
            ? double.Parse(parts.Current, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"the path '{steps}' ends in a command");
    }

    /// <summary>Red, green and blue from 0 to 1.</summary>
    private static string Colour(string hex) =>
        string.Join(' ', Convert.FromHexString(hex[1..]).Select(c => (c / 255.0).ToString("0.###", CultureInfo.InvariantCulture)));

    private static string Decimal(string number) => N(double.Parse(number, CultureInfo.InvariantCulture));

    private static string N(double value)
    {
        string text = value.ToString("0.###", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private void Write(string line) => _content.Append(line).Append('\n');
}
