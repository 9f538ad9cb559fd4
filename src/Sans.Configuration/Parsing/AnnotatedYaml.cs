using System.Text;
using Sans.Configuration.Kinds;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// Writes an experiment with one value per line and, behind it, the value's origin: a file and line, the command line, or the
/// default.
/// </summary>
public static class AnnotatedYaml
{
    private const int Indent = 2;
    private const int WidestColumn = 60;

    /// <summary>The experiment as YAML. Reading it again gives an equal experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="places">The place of each given value, by its key path.</param>
    public static string Write(ExperimentConfig experiment, IReadOnlyDictionary<string, TextSpan> places)
    {
        List<(string Text, string? Origin)> lines = [];
        WriteEntries(lines, KindSchemas.Values(experiment), "", 0, places);
        int column = lines.Where(l => l.Text.Length <= WidestColumn).Select(l => l.Text.Length).DefaultIfEmpty(0).Max();
        StringBuilder yaml = new();
        foreach ((string text, string? origin) in lines)
        {
            yaml.Append(origin is null ? text : $"{text.PadRight(column)}  # {origin}").Append('\n');
        }

        return yaml.ToString();
    }

    private static void WriteEntries(
        List<(string Text, string? Origin)> lines,
        MappingValue mapping,
        string path,
        int depth,
        IReadOnlyDictionary<string, TextSpan> places)
    {
        foreach (ConfigEntry entry in mapping.Entries)
        {
            Write(lines, $"{new string(' ', depth)}{ResolvedYaml.Key(entry.Key)}:", entry.Value, KeyPath.Join(path, entry.Key), depth + Indent, places);
        }
    }

    private static void Write(
        List<(string Text, string? Origin)> lines,
        string head,
        ConfigValue value,
        string path,
        int depth,
        IReadOnlyDictionary<string, TextSpan> places)
    {
        switch (value)
        {
            case MappingValue { Entries.Count: > 0 } mapping:
                lines.Add((head, null));
                WriteEntries(lines, mapping, path, depth, places);
                break;
            case VariantValue { Parameters.Entries.Count: 0 } name:
                lines.Add(($"{head} {name.Name}", Origin(KeyPath.Join(path, name.Name), places)));
                break;
            case VariantValue variant:
                lines.Add((head, null));
                Write(
                    lines,
                    $"{new string(' ', depth)}{variant.Name}:",
                    variant.Parameters,
                    KeyPath.Join(path, variant.Name),
                    depth + Indent,
                    places);
                break;
            case ListValue list:
                lines.Add((head, null));
                for (int i = 0; i < list.Items.Count; i++)
                {
                    WriteItem(lines, list.Items[i], KeyPath.Item(path, i), depth, places);
                }

                break;
            default:
                lines.Add(($"{head} {ResolvedYaml.Inline(value)}", Origin(path, places)));
                break;
        }
    }

    private static void WriteItem(
        List<(string Text, string? Origin)> lines, ConfigValue item, string path, int depth, IReadOnlyDictionary<string, TextSpan> places)
    {
        string dash = new string(' ', depth) + "-";
        if (item is VariantValue { Parameters.Entries.Count: > 0 } variant)
        {
            string inside = KeyPath.Join(path, variant.Name);
            lines.Add(($"{dash} {variant.Name}:", places.ContainsKey(inside) ? Origin(inside, places) : null));
            WriteEntries(lines, variant.Parameters, inside, depth + (2 * Indent), places);
        }
        else
        {
            Write(lines, dash, item, path, depth + Indent, places);
        }
    }

    private static string Origin(string path, IReadOnlyDictionary<string, TextSpan> places)
    {
        if (!places.TryGetValue(path, out TextSpan place) && !places.TryGetValue(OfTheExperiment(path), out place))
        {
            return "default";
        }

        return place.IsPlaceless ? place.File : FormattableString.Invariant($"{VisibleText.Of(FilePath.Normal(place.File))}({place.Line})");
    }

    /// <summary>
    /// The path of the experiment's setting that a dataset's default comes from: <c>window.length</c> for
    /// <c>datasets[0].synthetic_ecg.window.length</c>.
    /// </summary>
    private static string OfTheExperiment(string path)
    {
        string[] keys = path.Split(['.'], 3);
        return keys.Length == 3
            && keys[0].StartsWith("datasets[", StringComparison.Ordinal)
            && SanSchema.OfOneDataset.Any(k => k.Name == keys[2].Split('.')[0])
            ? keys[2]
            : path;
    }
}
