using System.Text;
using Sans.Configuration.Kinds;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Parsing;

/// <summary>Writes an experiment as YAML with all defaults, for <c>sans show</c> and for run folders.</summary>
public static class ResolvedYaml
{
    // Some readers of YAML take these words for a flag or for null.
    private static readonly string[] OtherMeanings = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    /// <summary>The experiment as YAML. Reading it again gives an equal experiment.</summary>
    public static string Write(ExperimentConfig experiment)
    {
        StringBuilder yaml = new();
        foreach (ConfigEntry entry in KindSchemas.Values(experiment).Entries)
        {
            if (entry.Value is ListValue list)
            {
                yaml.Append(entry.Key).Append(":\n");
                foreach (ConfigValue item in list.Items)
                {
                    yaml.Append("  - ").Append(item is VariantValue variant ? Variant(variant) : Inline(item)).Append('\n');
                }
            }
            else if (entry is { Key: ExperimentVariants.Key, Value: MappingValue variants })
            {
                yaml.Append(entry.Key).Append(":\n");
                foreach (ConfigEntry variant in variants.Entries)
                {
                    yaml.Append("  ").Append(Key(variant.Key)).Append(": ").Append(Inline(variant.Value)).Append('\n');
                }
            }
            else
            {
                yaml.Append(entry.Key).Append(": ").Append(Inline(entry.Value)).Append('\n');
            }
        }

        return yaml.ToString();
    }

    /// <summary>A number, flag or text as a YAML scalar that reads back as the same value.</summary>
    internal static string Scalar(object value) => value switch
    {
        int integer => ValueSchema.Format(integer),
        long integer => ValueSchema.Format(integer),
        double number => ValueSchema.Format(number),
        bool flag => flag ? "true" : "false",
        string text => Text(text),
        _ => throw new ArgumentException($"no YAML form for {value.GetType().Name}", nameof(value)),
    };

    /// <summary>A value on one line.</summary>
    public static string Inline(ConfigValue value) => value switch
    {
        ScalarValue scalar => Scalar(scalar.Value),
        SweepValue sweep => sweep.Sweep.ToString(),
        ListValue list => "[" + string.Join(", ", list.Items.Select(Inline)) + "]",
        MappingValue { Entries.Count: 0 } => "{}",
        MappingValue mapping => "{ " + string.Join(", ", mapping.Entries.Select(e => $"{Key(e.Key)}: {Inline(e.Value)}")) + " }",
        VariantValue { Parameters.Entries.Count: 0 } variant => Variant(variant),
        VariantValue variant => "{ " + Variant(variant) + " }",
        _ => throw new ArgumentException($"no YAML form for {value.GetType().Name}", nameof(value)),
    };

    /// <summary>A key as YAML. The name <c>null</c> has quotes, without which it is no name.</summary>
    internal static string Key(string key) => key == "null" ? Quoted(key) : key;

    private static string Variant(VariantValue variant) =>
        variant.Parameters.Entries.Count == 0 ? variant.Name : $"{variant.Name}: {Inline(variant.Parameters)}";

    private static string Text(string text)
    {
        bool isWord = text.Length > 0
            && text[0] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')
            && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_')
            && !OtherMeanings.Contains(text.ToLowerInvariant());
        return isWord ? text : Quoted(text);
    }

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c)
                    || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFD' => FormattableString.Invariant($"\\u{(int)c:X4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
