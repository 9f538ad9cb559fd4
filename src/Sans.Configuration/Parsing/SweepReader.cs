using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>Reads the values of a sweep: one value, a list of them, or a range.</summary>
internal static class SweepReader
{
    /// <summary>Whether a text is written as a range.</summary>
    public static bool IsRange(string text) => text.Contains("..");

    /// <summary>Whether a node is a list or range rather than one value.</summary>
    public static bool IsSweep(YamlNode node, SweepSchema shape) =>
        node is YamlSequence || (shape.IsNumeric && node is YamlScalar { IsPlain: true } scalar && IsRange(scalar.Text));

    /// <summary>The sweep, or <see langword="null"/> with a diagnostic.</summary>
    public static SweepValue? Read(YamlNode node, SweepSchema shape, string path, DiagnosticBag diagnostics)
    {
        if (node is YamlScalar { IsPlain: true } range && IsSweep(node, shape))
        {
            return ReadRange(range, shape, path, diagnostics);
        }

        bool isSingle = node is YamlScalar scalar && (shape.Item is not IntegerSchema || NumberText.IsInteger(scalar.Text));
        if (!isSingle && node is not YamlSequence)
        {
            diagnostics.WrongType(node, shape, path);
            return null;
        }

        if (node is YamlSequence { Items.Count: 0 })
        {
            diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{KeyPath.Subject(path)} is an empty list; give at least one value");
            return null;
        }

        ScalarValue?[] values = node is YamlSequence sequence
            ? sequence.Items.Select((item, i) => ScalarReader.Read(item, shape.Item, KeyPath.Item(path, i), diagnostics)).ToArray()
            : [ScalarReader.Read(node, shape.Item, path, diagnostics)];
        if (values.Contains(null))
        {
            return null;
        }

        object[] items = values.Select(v => v!.Value).ToArray();
        if (FirstRepeated(items, shape.Item) is var (earlier, later))
        {
            string problem = items[earlier].Equals(items[later])
                ? $"lists {ResolvedYaml.Scalar(items[later])} twice"
                : $"lists {ResolvedYaml.Scalar(items[earlier])} and {ResolvedYaml.Scalar(items[later])}, which are equal in "
                    + "float32, the precision of this setting";
            diagnostics.Add(
                DiagnosticRules.Sweep, ((YamlSequence)node).Items[later].Span, $"{KeyPath.Subject(path)} {problem}; remove one of the two");
            return null;
        }

        return new SweepValue(new Sweep<object>(new(items)));
    }

    private static SweepValue? ReadRange(YamlScalar range, SweepSchema shape, string path, DiagnosticBag diagnostics)
    {
        ValueList<object>? values = RangeText.Read(
            range.Text, shape.Item is IntegerSchema or ChannelSchema or ShareSchema, out string? problem);
        if (values is not { } list)
        {
            diagnostics.Add(DiagnosticRules.Sweep, range.Span, $"{KeyPath.Subject(path)}: {problem}");
            return null;
        }

        if (!Holds(shape.Item, list[0]) || !Holds(shape.Item, list[list.Count - 1]))
        {
            diagnostics.Add(
                DiagnosticRules.OutOfRange,
                range.Span,
                $"{KeyPath.Subject(path)} is {shape.Description}; the range '{range.Shown}' goes beyond");
            return null;
        }

        object[] items = list.ToArray();
        if (FirstRepeated(items, shape.Item) is var (earlier, later))
        {
            diagnostics.Add(
                DiagnosticRules.Sweep,
                range.Span,
                $"{KeyPath.Subject(path)}: {ResolvedYaml.Scalar(items[earlier])} and {ResolvedYaml.Scalar(items[later])} of the "
                    + $"range '{range.Shown}' are equal in float32, the precision of this setting; take a larger step");
            return null;
        }

        return new SweepValue(new Sweep<object>(list));
    }

    /// <summary>
    /// The indices of the first repeated value and of its earlier equal, or <see langword="null"/> where all differ.
    /// </summary>
    private static (int Earlier, int Later)? FirstRepeated(object[] items, ValueSchema item)
    {
        Dictionary<object, int> seen = [];
        for (int i = 0; i < items.Length; i++)
        {
            object used = item is NumberSchema number ? number.Used((double)items[i]) : items[i];
            if (seen.TryGetValue(used, out int earlier))
            {
                return (earlier, i);
            }

            seen.Add(used, i);
        }

        return null;
    }

    private static bool Holds(ValueSchema item, object value) => item switch
    {
        ShareSchema share => (long)value >= 1 && (long)value <= share.Maximum,
        ChannelSchema => (long)value is >= 0 and <= ChannelSchema.Largest,
        IntegerSchema whole => (long)value >= whole.Minimum && (long)value <= whole.Maximum,
        NumberSchema number => (double)value >= number.Minimum && (double)value <= number.Maximum,
        _ => false,
    };
}
