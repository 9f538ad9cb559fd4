using Sans.Configuration;

namespace Sans.Reports.Tables;

/// <summary>The symbols of settings in mathematics, as in the method documents.</summary>
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

    /// <summary>The title of a setting in LaTeX, or <see langword="null"/> where it has no symbol.</summary>
    /// <param name="name">Its key.</param>
    public static string? TitleOf(string name) => All.TryGetValue(name, out string? symbol) ? $"${symbol}$" : null;

    /// <summary>
    /// A name and parameters in LaTeX: <c>Extrema ($\mathrm{tol} = 3$)</c>, or <c>mine (share = 0.5)</c> where a parameter has no symbol.
    /// </summary>
    /// <param name="name">The name in words.</param>
    /// <param name="parameters">Its parameters. May be empty.</param>
    public static string Label(string name, IEnumerable<Parameter> parameters)
    {
        string told = string.Join(", ", parameters.Select(Text));
        return LatexText.Escape(name) + (told.Length == 0 ? "" : $" ({told})");
    }

    private static string Text(Parameter parameter) =>
        parameter.Value is long or double && All.TryGetValue(parameter.Name, out string? symbol)
        ? $"${symbol} = {LatexText.Escape(parameter.Text)}$"
        : LatexText.Escape($"{parameter.Name} = {parameter.Text}");
}
