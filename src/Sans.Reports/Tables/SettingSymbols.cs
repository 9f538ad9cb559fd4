using Sans.Configuration;

namespace Sans.Reports.Tables;

/// <summary>The symbols of settings in mathematics, as the method documents have them.</summary>
public static class SettingSymbols
{
    private static readonly Dictionary<string, string> All = new(StringComparer.Ordinal)
    {
        ["learning_rate"] = "\\eta",
        ["beta1"] = "\\beta_1",
        ["beta2"] = "\\beta_2",
        ["epsilon"] = "\\varepsilon",
        ["delta"] = "\\delta",
        ["penalty_weight"] = "\\lambda",
        ["kernel_count"] = "q",
        ["kernel_size"] = "m",
        ["border_tolerance"] = "\\mathrm{tol}",
        ["minimum_extrema_distance"] = "\\mathrm{med}",
        ["k"] = "k",
    };

    /// <summary>The title of a setting in LaTeX; <see langword="null"/> where it has no symbol.</summary>
    public static string? TitleOf(string name) => All.TryGetValue(name, out string? symbol) ? $"${symbol}$" : null;

    /// <summary>Settings with their values in LaTeX: <c>$\eta = 0.01$</c>, or <c>share = 0.5</c> where there is no symbol.</summary>
    public static string Text(IEnumerable<Parameter> settings) => string.Join(
        ", ", settings.Select(s => TitleOf(s.Name) is { } symbol && s.Value is long or double ? $"{symbol[..^1]} = {LatexText.Escape(s.Text)}$" : LatexText.Escape($"{s.Name} = {s.Text}")));
}
