using System.Text;

namespace Sans.Reports.Tables;

/// <summary>The forms of characters beyond letters in LaTeX without packages.</summary>
internal static class LatexSymbols
{
    private const string Superscripts = "⁰0¹1²2³3⁴4⁵5⁶6⁷7⁸8⁹9⁺+⁻-⁼=⁽(⁾)ⁱiⁿnᵀT";
    private const string Subscripts = "₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9₊+₋-₌=₍(₎)ₐaₑeₒoₓxₕhₖkₗlₘmₙnₚpₛsₜtᵢiⱼjᵣrᵤuᵥv";

    // Characters, each before its form as text.
    private static readonly string[] Texts =
    [
        "\\", "\\textbackslash{}", "{", "\\{", "}", "\\}", "$", "\\$", "&", "\\&", "#", "\\#", "%", "\\%", "_", "\\_",
        "^", "\\textasciicircum{}", "~", "\\textasciitilde{}", "\"", "''", "'", "'", "`", "`",
        "‐", "-", "‑", "-", "‒", "--", "–", "--", "—", "---", "―", "---", "…", "\\ldots{}",
        "“", "``", "”", "''", "„", ",,", "‘", "`", "’", "'", "ʼ", "'", "‚", ",", "′", "$'$", "″", "$''$",
        "\u00A0", "~", "\u2009", "\\,", "\u202F", "\\,", "\u00AD", "\\-",
        "§", "\\S{}", "¶", "\\P{}", "†", "\\dag{}", "‡", "\\ddag{}", "©", "\\copyright{}", "£", "\\pounds{}", "¡", "!`", "¿", "?`",
        "€", "\\texteuro{}", "®", "\\textregistered{}", "™", "\\texttrademark{}", "‰", "\\textperthousand{}", "№", "\\textnumero{}",
    ];

    // Characters, each before its form in a formula.
    private const string Formulas = """
        < <  > >  | |  ¦ |  − -  ± \pm  ∓ \mp  × \times  ÷ \div  · \cdot  ⋅ \cdot  ∗ \ast  ⋆ \star  • \bullet  ∘ \circ  ° ^{\circ}
        º ^{\mathrm{o}}  ª ^{\mathrm{a}}  ¬ \neg  ⊕ \oplus  ⊗ \otimes  ⊙ \odot  « \ll  » \gg  ‹ <  › >  ⋯ \cdots  ⁄ /  ∕ /  ≤ \leq
        ≥ \geq  ⩽ \leq  ⩾ \geq  ≠ \neq  ≈ \approx  ≡ \equiv  ∼ \sim  ≃ \simeq  ≅ \cong  ∝ \propto  ≪ \ll  ≫ \gg  ∈ \in  ∉ \notin
        ∋ \ni  ⊂ \subset  ⊃ \supset  ⊆ \subseteq  ⊇ \supseteq  ∪ \cup  ∩ \cap  ∖ \setminus  ∅ \emptyset  ∀ \forall  ∃ \exists
        ∧ \wedge  ∨ \vee  ⊥ \perp  ∥ \parallel  ∣ \mid  ‖ \Vert  ∠ \angle  → \rightarrow  ← \leftarrow  ↔ \leftrightarrow
        ↑ \uparrow  ↓ \downarrow  ↦ \mapsto  ⇒ \Rightarrow  ⇐ \Leftarrow  ⇔ \Leftrightarrow  ∞ \infty  ∂ \partial  ∇ \nabla
        ∑ \sum  ∏ \prod  ∫ \int  √ \surd  ⟨ \langle  ⟩ \rangle  ⌊ \lfloor  ⌋ \rfloor  ⌈ \lceil  ⌉ \rceil  ℓ \ell  ℏ \hbar  ħ \hbar  ℜ \Re
        ℑ \Im  ℵ \aleph  △ \triangle  ◦ \circ  α \alpha  β \beta  γ \gamma  δ \delta  ε \varepsilon  ζ \zeta  η \eta  θ \theta
        ι \iota  κ \kappa  λ \lambda  μ \mu  µ \mu  ν \nu  ξ \xi  ο o  π \pi  ρ \rho  ς \varsigma  σ \sigma  τ \tau  υ \upsilon
        φ \varphi  χ \chi  ψ \psi  ω \omega  ϑ \vartheta  ϕ \phi  ϖ \varpi  ϱ \varrho  ϵ \epsilon  Α \mathrm{A}  Β \mathrm{B}
        Γ \Gamma  Δ \Delta  ∆ \Delta  Ε \mathrm{E}  Ζ \mathrm{Z}  Η \mathrm{H}  Θ \Theta  Ι \mathrm{I}  Κ \mathrm{K}  Λ \Lambda
        Μ \mathrm{M}  Ν \mathrm{N}  Ξ \Xi  Ο \mathrm{O}  Π \Pi  Ρ \mathrm{P}  Σ \Sigma  Τ \mathrm{T}  Υ \Upsilon  Φ \Phi
        Χ \mathrm{X}  Ψ \Psi  Ω \Omega
        """;

    // Marks, each before its commands in text and in a formula, or empty where there is none.
    private static readonly string[] Accents =
    [
        "\u0300", "\\`", "\\grave", "\u0301", "\\'", "\\acute", "\u0302", "\\^", "\\hat", "\u0303", "\\~", "\\tilde", "\u0304", "\\=", "\\bar", "\u0305", "\\=", "\\bar",
        "\u0306", "\\u", "\\breve", "\u0307", "\\.", "\\dot", "\u0308", "\\\"", "\\ddot", "\u030A", "\\r", "", "\u030B", "\\H", "", "\u030C", "\\v", "\\check",
        "\u0323", "\\d", "", "\u0327", "\\c", "", "\u0331", "\\b", "\\underline", "\u0332", "\\b", "\\underline", "\u20D7", "", "\\vec",
    ];

    private static readonly Dictionary<Rune, string> ByCharacter = Texts.Chunk(2).Select(p => (p[0], p[1]))
        .Concat(Formulas.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(p => (p[0], $"${p[1]}$")))
        .ToDictionary(p => Rune.GetRuneAt(p.Item1, 0), p => p.Item2);

    private static readonly Dictionary<Rune, (string Text, string Formula)> ByMark = Accents.Chunk(3).ToDictionary(
        a => Rune.GetRuneAt(a[0], 0), a => (a[1], a[2]));

    private static readonly Dictionary<Rune, (string Command, char Base)> Scripts = Superscripts.Chunk(2).Select(p => (p, "^"))
        .Concat(Subscripts.Chunk(2).Select(p => (p, "_")))
        .ToDictionary(p => new Rune(p.p[0]), p => (p.Item2, p.p[1]));

    /// <summary>The form of a character, a formula between dollars, or <see langword="null"/> where it has none.</summary>
    public static string? Find(Rune rune) => ByCharacter.GetValueOrDefault(rune);

    /// <summary>
    /// The base of a raised or lowered character, with <c>^</c> or <c>_</c>, or <see langword="null"/> for another character.
    /// </summary>
    public static (string Command, char Base)? ScriptOf(Rune rune) => Scripts.TryGetValue(rune, out var script) ? script : null;

    /// <summary>The command for a combining mark, or <see langword="null"/> where LaTeX has none.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="isFormula">Whether it stands over part of a formula.</param>
    public static string? AccentOf(Rune mark, bool isFormula) =>
        ByMark.TryGetValue(mark, out var accent) && (isFormula ? accent.Formula : accent.Text) is { Length: > 0 } command ? command : null;
}
