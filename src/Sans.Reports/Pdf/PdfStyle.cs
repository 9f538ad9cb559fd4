using System.Text.RegularExpressions;
using Sans.Reports.Charts;

namespace Sans.Reports.Pdf;

/// <summary>The rules of <see cref="ChartStyle"/> for light ground, applied to the elements of a picture.</summary>
internal static partial class PdfStyle
{
    private const string DarkRules = "@media";

    private static readonly IReadOnlyList<Rule> Rules = Read(ChartStyle.Css);

    [GeneratedRegex(@"([^{}]+)\{([^{}]*)\}")]
    private static partial Regex RulePattern { get; }

    /// <summary>The properties of an element by its class, from the weakest rule to the strongest.</summary>
    /// <param name="element">Its name.</param>
    /// <param name="classes">Its classes, with spaces between them.</param>
    public static Dictionary<string, string> Of(string element, string classes)
    {
        HashSet<string> own = [.. classes.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (Rule rule in Rules.Where(r => (r.Element is null || r.Element == element) && own.IsSupersetOf(r.Classes)))
        {
            foreach ((string name, string value) in rule.Properties)
            {
                properties[name] = value;
            }
        }

        return properties;
    }

    /// <summary>The rules before those for dark screens, in the order of their weight.</summary>
    private static Rule[] Read(string css) =>
    [
        .. from Match match in RulePattern.Matches(css[..css.IndexOf(DarkRules, StringComparison.Ordinal)])
           from selector in match.Groups[1].Value.Split(',')
           let last = selector.Trim()
           where last.StartsWith(".chart ", StringComparison.Ordinal) && !last.Contains(':')
           let parts = last[".chart ".Length..].Split('.')
           let rule = new Rule(
               parts[0].Length == 0 ? null : parts[0], [.. parts.Skip(1)], [.. match.Groups[2].Value.Split(';').Select(PropertyOf)])
           orderby rule.Classes.Count
           select rule,
    ];

    private static (string Name, string Value) PropertyOf(string declaration)
    {
        string[] parts = declaration.Split(':');
        return (parts[0].Trim(), string.Concat(parts.Skip(1)).Trim());
    }

    private sealed record Rule(string? Element, IReadOnlyList<string> Classes, IReadOnlyList<(string Name, string Value)> Properties);
}
