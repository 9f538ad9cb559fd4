using System.Globalization;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// Applies settings of the command line, <c>key.path=value</c>, to an experiment. Paths are those of messages, such as
/// <c>activations[4].extrema.border_tolerance</c>. Values are YAML. Both pass the checks of a file.
/// </summary>
internal static class CommandLineSettings
{
    private const string Advice = "; put a text in double quotes, as in -s 'title=\"...\"'";

    /// <summary>The name of a setting in messages, on one line.</summary>
    public static string Source(string setting) => "-s " + VisibleText.Of(setting);

    /// <summary>
    /// Applies a setting to the experiment. Where the setting cannot be read, the experiment is unchanged, and a diagnostic is
    /// added.
    /// </summary>
    public static YamlNode Apply(YamlNode root, string setting, MappingSchema shape, DiagnosticBag diagnostics)
    {
        TextSpan place = TextSpan.Placeless(Source(setting));
        int unfit = Enumerable.Range(0, setting.Length).TakeWhile(i => IsText(setting, i)).Count();
        if (unfit < setting.Length)
        {
            string found = FormattableString.Invariant($"U+{(int)setting[unfit]:X4}");
            diagnostics.Add(DiagnosticRules.Unreadable, place, "a setting is one line of text; found the character " + found);
            return root;
        }

        int equals = setting.IndexOf('=');
        if (equals < 0 || Steps(setting.Substring(0, equals).Trim()) is not { } steps)
        {
            diagnostics.Add(
                DiagnosticRules.Unreadable,
                place,
                "a setting is written key.path=value, such as training.epochs=10 or activations[0].extrema.border_tolerance=3");
            return root;
        }

        if (steps[0].Key == "extends")
        {
            diagnostics.Add(DiagnosticRules.UnknownKey, place, "'extends' belongs in a file; set the keys that differ");
            return root;
        }

        YamlNode? value = Value(setting.Substring(equals + 1).Trim(' ', '\t'), place, diagnostics);
        return (value is null ? null : Set(root, shape, steps, "", value, diagnostics)) ?? root;
    }

    /// <summary>
    /// The value of a setting as YAML, or <see langword="null"/> with a diagnostic where it is not one value.
    /// </summary>
    private static YamlNode? Value(string text, TextSpan place, DiagnosticBag diagnostics)
    {
        DiagnosticBag mistakes = new();
        YamlNode? value = YamlComposer.Compose(text, place, mistakes);
        if (value is YamlScalar { IsPlain: true })
        {
            // A comment or an anchor is text here, because settings have no comments.
            return new YamlScalar(place, text, isPlain: true);
        }

        if (value is not null && YamlComposer.HasMoreThanValues(text))
        {
            mistakes.Add(DiagnosticRules.Unreadable, place, "a setting is a value without comments, anchors, tags and document marks");
            value = null;
        }

        foreach (ConfigDiagnostic mistake in mistakes.ToList(place.File))
        {
            string advice = mistake.Rule == DiagnosticRules.Unreadable ? Advice : "";
            diagnostics.Add(mistake.Rule, mistake.Span, mistake.Message + advice);
        }

        return value;
    }

    /// <summary>
    /// Whether a character may stand in a line of text. Line breaks, other control characters and undecoded bytes may not.
    /// </summary>
    private static bool IsText(string text, int index) => text[index] switch
    {
        '\t' => true,
        '\u2028' or '\u2029' or '\uFFFD' => false,
        char c => !char.IsControl(c) && !VisibleText.IsHalf(text, index),
    };

    private static YamlNode? Set(
        YamlNode? node, ValueSchema? shape, ReadOnlyMemory<Step> steps, string path, YamlNode value, DiagnosticBag diagnostics)
    {
        if (steps.IsEmpty)
        {
            return node is null ? value : NodeMerge.Merge(node, value, shape);
        }

        Step step = steps.Span[0];
        if (step.Key is null)
        {
            if (node is not YamlSequence list || step.Index >= list.Items.Count)
            {
                string found = node is YamlSequence items ? $"it has {ValueSchema.Format(items.Items.Count)}" : "there is no list";
                diagnostics.Add(
                    DiagnosticRules.UnknownKey,
                    value.Span,
                    $"'{path}' has no item [{ValueSchema.Format(step.Index)}]; {found}, and counting begins at 0");
                return node;
            }

            YamlNode? item = Set(
                list.Items[step.Index], (shape as ListSchema)?.Item, steps.Slice(1), KeyPath.Item(path, step.Index), value, diagnostics);
            return new YamlSequence(list.Span, list.Items.Select((old, i) => i == step.Index ? item! : old).ToList());
        }

        YamlMapping? mapping = node as YamlMapping ?? (shape is VariantSchema && node is not null ? NodeMerge.AsMapping(node) : null);
        YamlNode? inside = mapping?.Entries.FirstOrDefault(e => e.Key.Text == step.Key).Value;
        YamlNode? child = Set(
            inside is YamlScalar { IsNull: true } ? null : inside,
            NodeMerge.Child(shape, step.Key),
            steps.Slice(1),
            KeyPath.Join(path, step.Key),
            value,
            diagnostics);
        if (child is null)
        {
            return node;
        }

        YamlMapping over = new(value.Span, [new(new YamlScalar(value.Span, step.Key, isPlain: true), child)]);
        return mapping is null ? over : Replace(mapping, over, shape);
    }

    /// <summary>
    /// The mapping with one entry replaced or added. A named value has one entry only, so another name replaces it.
    /// </summary>
    private static YamlMapping Replace(YamlMapping mapping, YamlMapping over, ValueSchema? shape)
    {
        (YamlScalar key, YamlNode value) = (over.Entries[0].Key, over.Entries[0].Value);
        bool isThere = mapping.Entries.Any(e => e.Key.Text == key.Text);
        if (!isThere)
        {
            return shape is VariantSchema
                ? over
                : new YamlMapping(mapping.Span, mapping.Beside(key.Text, shape).Append(over.Entries[0]).ToList());
        }

        return new YamlMapping(
            mapping.Span,
            mapping.Entries.Select(e => e.Key.Text == key.Text ? new KeyValuePair<YamlScalar, YamlNode>(e.Key, value) : e).ToList());
    }

    /// <summary>The steps of a path, or <see langword="null"/> where the path is malformed.</summary>
    private static Step[]? Steps(string path)
    {
        List<Step> steps = [];
        foreach (string part in path.Split('.'))
        {
            string[] pieces = part.Split('[');
            steps.Add(new Step(pieces[0], 0));
            if (pieces[0].Length == 0)
            {
                return null;
            }

            foreach (string piece in pieces.Skip(1))
            {
                if (!piece.EndsWith("]", StringComparison.Ordinal)
                    || !int.TryParse(piece.Substring(0, piece.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                {
                    return null;
                }

                steps.Add(new Step(null, index));
            }
        }

        return steps.Count <= YamlComposer.DepthLimit ? steps.ToArray() : null;
    }

    /// <summary>A key, or an index of a list.</summary>
    private readonly record struct Step(string? Key, int Index);
}
