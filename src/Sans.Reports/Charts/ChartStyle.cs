using System.Globalization;
using System.Text;

namespace Sans.Reports.Charts;

/// <summary>
/// The style of all pictures. Plain class rules work in browsers, Inkscape and converters to PDF. A second set serves dark
/// screens.
/// </summary>
public static class ChartStyle
{
    // The first five are Okabe and Ito's colours for any colour vision, in the paper's order: blue, orange, green, red, purple.
    // All are as dark or light as the ground and the regions require: marks stand out three to one from each.
    private static readonly (string Light, string Dark)[] Series =
    [
        ("#0072b2", "#4aa8e8"), ("#a76900", "#f0ad2e"), ("#007d5a", "#2dc29a"), ("#d0480f", "#ff7f45"), ("#8f3d78", "#e59ac6"),
        ("#5f63e0", "#a9adff"), ("#667000", "#c3cf45"), ("#3f3f48", "#b9b9c4"),
    ];

    private static readonly (string Light, string Dark) Ink = ("#1c1e26", "#e6e7ec"), Faint = ("#8f929c", "#767b89");

    // Dashes of lines, in the order of the colours: a second sign for readers who see no colours, and for printers without any.
    private static readonly string[] Dashes = ["", "7 3", "2 2.5", "9 3 2 3", "4 2", "12 3", "1 3", "6 2 1 2 1 2"];

    // Readers who see no green tell each from each other one (CIE76 above 20 for deuteranopia).
    private static readonly (string Name, string Light, string Dark)[] Regions =
    [
        ("bad", "#fbcca0", "#5f2323"), ("poor", "#fee786", "#593f01"), ("idle", "#e5e5eb", "#3b3b41"), ("good", "#aadfff", "#1e386f"),
    ];

    /// <summary>Number of series that differ in colour.</summary>
    public static int SeriesCount => Series.Length;

    /// <summary>The rules for all drawn elements. <c>.chart</c> is the class of every picture.</summary>
    public static string Css { get; } = Write();

    /// <summary>The colours as variables of a page, for what its script draws.</summary>
    internal static string Variables { get; } =
        $"html{{{VariablesOf(Faint.Light, s => s.Light)}}}\n"
            + $"@media screen and (prefers-color-scheme:dark){{html{{{VariablesOf(Faint.Dark, s => s.Dark)}}}}}\n";

    private static string VariablesOf(string faint, Func<(string Light, string Dark), string> of) =>
        $"--faint:{faint};" + string.Join(';', Series.Select((s, i) => FormattableString.Invariant($"--s{i}:{of(s)}")));

    private static string Write()
    {
        StringBuilder css = new();
        css.Append("""
            .chart{font:11px system-ui,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
            .chart text{fill:#1c1e26;stroke:none}
            .chart .small{font-size:10px}
            .chart .title{font-size:12px;font-weight:600}
            .chart .title.long{font-size:10px}
            .chart .line,.chart .stem{fill:none;stroke-linejoin:round;stroke-linecap:round}
            .chart .dot{fill:none;stroke-linecap:round}
            .chart .band{stroke:none;fill-opacity:.22}
            .chart .density{fill-opacity:.3;stroke-width:1;fill-rule:evenodd}
            .chart .region{stroke:none}
            .chart .frame,.chart .tick{fill:none;stroke:#80838f;stroke-width:1}
            .chart .other{stroke-opacity:.5}
            .chart .box{fill:#80838f;fill-opacity:.06;stroke:#80838f;stroke-opacity:.45}
            .chart .rule{fill:none;stroke:#80838f;stroke-opacity:.22}
            .chart .paper{fill:#fffbe9;stroke:#80838f;stroke-width:.7}
            .chart .join{fill:none;stroke:#62656f;stroke-width:.7}
            .chart .pixels{image-rendering:pixelated}
            .chart .mark{stroke:#ffffff;stroke-width:1.2}
            .chart .mark:focus{outline:none;stroke:#1c1e26;stroke-width:2.5}
            .chart .ring{fill:none;stroke-width:1.6}

            """.ReplaceLineEndings("\n"));
        for (int i = 1; i < Dashes.Length; i++)
        {
            css.Append(CultureInfo.InvariantCulture, $".chart .sign.s{i}{{stroke-dasharray:{Dashes[i]}}}\n");
        }

        Tones(css, "", Ink.Light, Faint.Light, s => s.Light, r => r.Light);
        css.Append("@media screen and (prefers-color-scheme:dark){\n");
        css.Append("""
            .chart text{fill:#e6e7ec}
            .chart .frame,.chart .tick{stroke:#8b8f9c}
            .chart .paper{fill:#2b2a22}
            .chart .join{stroke:#9a9eab}
            .chart .mark{stroke:#16181d}

            """.ReplaceLineEndings("\n"));
        Tones(css, "", Ink.Dark, Faint.Dark, s => s.Dark, r => r.Dark);
        return css.Append("}\n").ToString();
    }

    private static void Tones(
        StringBuilder css,
        string indent,
        string ink,
        string faint,
        Func<(string Light, string Dark), string> series,
        Func<(string Name, string Light, string Dark), string> region)
    {
        Rule("ink", ink);
        Rule("faint", faint);
        for (int i = 0; i < Series.Length; i++)
        {
            Rule("s" + i.ToString(CultureInfo.InvariantCulture), series(Series[i]));
        }

        foreach ((string Name, string Light, string Dark) part in Regions)
        {
            css.Append(CultureInfo.InvariantCulture, $"{indent}.chart .region.{part.Name}{{fill:{region(part)}}}\n");
        }

        void Rule(string name, string colour)
        {
            string[] stroked = [.. ((string[])["line", "stem", "dot", "ring"]).Select(kind => $".chart .{kind}.{name}")];
            css.Append(
                CultureInfo.InvariantCulture,
                $"{indent}{string.Join(',', stroked)}{{stroke:{colour}}} .chart .fill.{name}{{fill:{colour}}} ");
            css.Append(CultureInfo.InvariantCulture, $".chart .density.{name}{{fill:{colour};stroke:{colour}}}\n");
        }
    }
}
