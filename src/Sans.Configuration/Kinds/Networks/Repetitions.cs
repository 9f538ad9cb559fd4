using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The rule on items of a list that are the same twice.</summary>
internal static class Repetitions
{
    /// <summary>
    /// Reports items of a list that train the same network, because their parameters are equal in the precision of use.
    /// </summary>
    /// <param name="context">Receives the mistakes.</param>
    /// <param name="list">The key path of the list.</param>
    /// <param name="noun">The word for one item, and for several.</param>
    /// <param name="items">The activations or losses that each item of the list expands to.</param>
    /// <param name="keysOf">The keys of the parameters of a name.</param>
    public static void Report(
        CheckContext context,
        string list,
        (string One, string Several) noun,
        IEnumerable<IEnumerable<(string Name, ValueList<Parameter> Parameters)>> items,
        Func<string, IEnumerable<KeySchema>> keysOf)
    {
        Dictionary<ValueList<object>, string> seen = [];
        int i = 0;
        foreach (IEnumerable<(string Name, ValueList<Parameter> Parameters)> item in items)
        {
            foreach ((string name, ValueList<Parameter> parameters) in item)
            {
                string text = parameters.Count == 0 ? name : $"{name}({Grid.Text(parameters)})";
                ValueList<object> used = new(parameters.SelectMany(p => new[] { p.Name, Used(name, p) }).Prepend(name));
                if (!seen.TryGetValue(used, out string? earlier))
                {
                    seen.Add(used, text);
                    continue;
                }

                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"{list}[{i}]")],
                    earlier == text
                        ? $"the {noun.One} '{text}' is listed twice with equal parameters; remove one of the two"
                        : $"the {noun.Several} '{earlier}' and '{text}' are equal in float32, the precision of their parameters; "
                            + "remove one of the two");
                break;
            }

            i++;
        }

        object Used(string name, Parameter parameter) =>
            parameter.Value is double number && keysOf(name).FirstOrDefault(k => k.Name == parameter.Name)?.Value is NumberSchema shape
                ? shape.Used(number)
                : parameter.Value;
    }
}
