using Sans.Reports.Tables;
using Sans.Tests.Networks;

namespace Sans.Tests.Reports;

/// <summary>Text of any kind in LaTeX without packages.</summary>
public sealed class LatexTextTests
{
    private const string Yaml = """
        name: letters
        title: "TITLE"
        datasets: [synthetic_ecg]
        model: { kernel_size: 4 }
        activations: [identity]
        """;

    [Theory]
    [InlineData(
        "α = 0.05, σ ≤ 3 %, ½ of θ, 5 °C, Ärger (Épilepsie)",
        "$\\alpha$ = 0.05, $\\sigma$ $\\leq$ 3 \\%, $\\frac{1}{2}$ of $\\theta$, 5 $^{\\circ}$C, Ärger (Épilepsie)")]
    [InlineData("CR⁻¹, x₁₂² and m²⁺ⁿ", "CR$^{-1}$, x$_{12}$$^{2}$ and m$^{2+n}$")]
    [InlineData("a – b — c − d … “e” ‘f’", "a -- b --- c $-$ d \\ldots{} ``e'' `f'")]
    [InlineData(
        "Δt ∝ ∇²φ ⇒ ∞ ≥ µ ≠ Ω",
        "$\\Delta$t $\\propto$ $\\nabla$$^{2}$$\\varphi$ $\\Rightarrow$ $\\infty$ $\\geq$ $\\mu$ $\\neq$ $\\Omega$")]
    [InlineData("L̃, x̂, ẽ, ệ, ά, α⃗", "\\~{L}, \\^{x}, \\~{e}, \\^{\\d{e}}, $\\acute{\\alpha}$, $\\vec{\\alpha}$")]
    [InlineData("⅔ ﬁ ℃ 𝛼 Å ½", "$\\frac{2}{3}$ fi $^{\\circ}$C $\\alpha$ Å $\\frac{1}{2}$")]
    [InlineData("A\u0308 e\u0301", "Ä é")]
    [InlineData("ħ ſ ŀ ł ß", "$\\hbar$ s l$\\cdot$ ł ß")]
    public void Characters_have_their_forms(string text, string latex)
    {
        Assert.Equal(latex, LatexText.Escape(text));
        Assert.Empty(LatexText.LostIn(text));
    }

    [Theory]
    [InlineData("数 and Ж, 数 again?", "? and ?, ? again?", "'数' (U+6570)", "'Ж' (U+0416)")]
    [InlineData("ŧ 😀", "? ?", "'ŧ' (U+0167)", "'😀' (U+1F600)")]
    [InlineData("x\u0338 \u200B", "? ?", "U+0338", "U+200B")]
    public void What_has_no_form_is_a_question_mark_and_is_told(string text, string latex, params string[] lost)
    {
        Assert.Equal(latex, LatexText.Escape(text));
        Assert.Equal(lost, LatexText.LostIn(text));
    }

    [Fact]
    public void Half_of_a_pair_of_code_units_is_a_question_mark()
    {
        string half = new((char)0xD83D, 1);
        Assert.Equal("?", LatexText.Escape(half));
        Assert.Equal(["'\uFFFD' (U+FFFD)"], LatexText.LostIn(half));
    }

    [Fact]
    public void Plain_text_is_itself()
    {
        const string plain = "Table 1, rows (a) to (z): 3.5 + 4 = 7.5; [x]/y! ABC xyz 0123456789";
        Assert.Equal(plain, LatexText.Escape(plain));
    }

    [Theory]
    [InlineData("Größe", "% Needs \\usepackage{booktabs}, \\usepackage{graphicx}.\n", null)]
    [InlineData("Łódź, mąka", "% Needs \\usepackage{booktabs}, \\usepackage{graphicx}, \\usepackage[T1]{fontenc}.\n", null)]
    [InlineData(
        "Ж 数",
        "% Needs \\usepackage{booktabs}, \\usepackage{graphicx}.\n",
        "table.tex has '?' in place of 'Ж' (U+0416), '数' (U+6570): LaTeX without packages cannot print them")]
    public void A_table_says_what_it_needs_and_what_it_lacks(string title, string begin, string? lost)
    {
        MadeUpRun run = new(Yaml.Replace("TITLE", title, StringComparison.Ordinal));
        Assert.StartsWith(begin, LatexTable.Write(run.Table, run.Experiment.Name), StringComparison.Ordinal);
        Assert.Equal(lost, LatexTable.WhatIsLost(run.Table));
    }
}
