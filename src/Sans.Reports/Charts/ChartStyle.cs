using System.Globalization;
using System.Text;

namespace Sans.Reports.Charts;

/// <summary>
/// The style of all pictures. Plain class rules work in browsers, Inkscape and converters to PDF. A second set serves dark
/// screens.
/// </summary>
public static class ChartStyle
{
    // These are Okabe and Ito's colours for any colour vision, in the paper's order: blue, orange, green, red, purple. They are
    // darker or lighter where the ground requires it.
    private static readonly (string Light, string Dark)[] Series =
    [
        ("#0072b2", "#4aa8e8"), ("#d98e00", "#f0ad2e"), ("#009e73", "#2dc29a"), ("#d0480f", "#ff7f45"), ("#b5629a", "#e59ac6"),
        ("#2f9bd8", "#8fd0f7"), ("#8a6d00", "#d9c84a"), ("#5b5b66", "#b9b9c4"),
    ];

    private static readonly (string Name, string Light, string Dark)[] Regions =
    [
        ("bad", "#f7c9c3", "#5a2a27"), ("poor", "#fbe6c5", "#4e3d1e"), ("idle", "#e4e4e9", "#33353d"), ("good", "#d3ecd9", "#1f4230"),
    ];

    /// <summary>Number of series that differ in colour.</summary>
    public static int SeriesCount => Series.Length;

    /// <summary>The rules for all drawn elements. <c>.chart</c> is the class of every picture.</summary>
    public static string Css { get; } = Write();

    private static string Write()
    {
        StringBuilder css = new();
        css.Append("""
            .chart{font:11px system-ui,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
            .chart text{fill:#1c1e26;stroke:none}
            .chart .small{font-size:10px}
            .chart .title{font-size:12px;font-weight:600}
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
            .chart .join{fill:none;stroke:#80838f;stroke-width:.7}
            .chart .pixels{image-rendering:pixelated}
            .chart .mark{stroke:#ffffff;stroke-width:1.2}

            """.ReplaceLineEndings("\n"));
        Tones(css, "", "#1c1e26", "#9aa0ae", s => s.Light, r => r.Light);
        css.Append("@media screen and (prefers-color-scheme:dark){\n");
        css.Append("""
            .chart text{fill:#e6e7ec}
            .chart .frame,.chart .tick{stroke:#8b8f9c}
            .chart .paper{fill:#2b2a22}
            .chart .mark{stroke:#16181d}

            """.ReplaceLineEndings("\n"));
        Tones(css, "", "#e6e7ec", "#767b89", s => s.Dark, r => r.Dark);
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

        void Rule(string name, string colour) => css.Append(
            CultureInfo.InvariantCulture,
            $"{indent}.chart .line.{name},.chart .stem.{name},.chart .dot.{name}{{stroke:{colour}}} .chart .fill.{name}{{fill:{colour}}} .chart .density.{name}{{fill:{colour};stroke:{colour}}}\n");
    }
}
