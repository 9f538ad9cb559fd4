using System.Globalization;

namespace Sans.Configuration;

/// <summary>
/// Reads nodes by their shapes. Goes on after a mistake so that all of them are reported; the value is <see langword="null"/>
/// where something in it was wrong.
/// </summary>
internal sealed class ShapeReader(DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, TextSpan> _spans = new(StringComparer.Ordinal);

    /// <summary>Where the value of each key path stands, for those that the file gives.</summary>
    public IReadOnlyDictionary<string, TextSpan> Spans => _spans;

    /// <summary>Reads a value. The root has the empty path.</summary>
    public ConfigValue? Read(YamlNode node, Shape shape, string path)
    {
        _spans[path] = node.Span;
        return shape switch
        {
            MappingShape mapping => ReadMapping(node, mapping, path, mapping.Keys, null),
            ListShape list => ReadList(node, list, path),
            VariantShape variant => ReadVariant(node, variant, path),
            SweepShape sweep => ReadSweep(node, sweep, path),
            _ => ReadScalar(node, shape, path),
        };
    }

    private MappingValue? ReadMapping(YamlNode node, Shape shape, string path, ValueList<KeyShape> keys, VariantShape? owner)
    {
        if (node is not YamlMapping mapping)
        {
            WrongType(node, shape, path);
            return null;
        }

        string[] names = keys.Select(k => k.Name).ToArray();
        bool isComplete = true;
        foreach (YamlScalar key in mapping.Entries.Select(e => e.Key).Where(k => !names.Contains(k.Text)))
        {
            diagnostics.Add(owner?.UnknownParameter ?? DiagnosticRules.UnknownKey, key.Span, UnknownKey(key.Text, names, path, owner));
            isComplete = false;
        }

        List<ConfigEntry> entries = [];
        foreach (KeyShape key in keys)
        {
            YamlNode? given = mapping.Entries.Where(e => e.Key.Text == key.Name).Select(e => e.Value).FirstOrDefault();
            if (given is null && key.IsRequired)
            {
                // A misspelled key already has its own message; a second one about the same slip would be noise.
                if (!mapping.Entries.Any(e => !names.Contains(e.Key.Text) && NearestName.Of(e.Key.Text, names) == key.Name))
                {
                    string message = $"{Subject(path)} needs the key '{key.Name}': {key.Value.Description}";
                    diagnostics.Add(owner?.UnknownParameter ?? DiagnosticRules.MissingKey, mapping.Span, message);
                }

                isComplete = false;
                continue;
            }

            ConfigValue? value = given is not null ? Read(given, key.Value, Join(path, key.Name)) : DefaultOf(key);
            if (value is not null)
            {
                entries.Add(new ConfigEntry(key.Name, value));
            }
            else if (given is not null)
            {
                isComplete = false;
            }
        }

        return isComplete ? new MappingValue(new(entries)) : null;
    }

    private static string UnknownKey(string key, string[] names, string path, VariantShape? owner)
    {
        string kind = owner?.UnknownParameter is null ? "key" : "parameter";
        string subject = $"'{key}' is not a {kind} of {Subject(path)}";
        return names.Length == 0 ? $"{subject}; it has none" : subject + NearestName.Hint(key, names, $"its {kind}s are");
    }

    private static ConfigValue? DefaultOf(KeyShape key)
    {
        if (key.Default is null)
        {
            return null;
        }

        DiagnosticBag mistakes = new();
        ConfigValue? value = YamlComposer.Compose(key.Default, key.Name, mistakes) is { } node
            ? new ShapeReader(mistakes).Read(node, key.Value, key.Name)
            : null;
        return value ?? throw new InvalidOperationException($"the default of '{key.Name}' breaks its own rule: {mistakes.ToList()}");
    }

    private ListValue? ReadList(YamlNode node, ListShape shape, string path)
    {
        if (node is not YamlSequence sequence)
        {
            WrongType(node, shape, path);
            return null;
        }

        if (sequence.Items.Count == 0)
        {
            diagnostics.Add(DiagnosticRules.OutOfRange, node.Span, $"{Subject(path)} is an empty list; it needs at least one item");
            return null;
        }

        ConfigValue?[] items = sequence.Items.Select((item, i) => Read(item, shape.Item, Item(path, i))).ToArray();
        return items.Contains(null) ? null : new ListValue(new(items!));
    }

    private VariantValue? ReadVariant(YamlNode node, VariantShape shape, string path)
    {
        (YamlScalar? name, YamlNode? parameters) = node switch
        {
            YamlScalar { IsNull: false } scalar => (scalar, null),
            YamlMapping { Entries.Count: 1 } mapping => (mapping.Entries[0].Key, mapping.Entries[0].Value),
            _ => default((YamlScalar?, YamlNode?)),
        };
        if (name is null)
        {
            WrongType(node, shape, path, SeveralKeys(node));
            return null;
        }

        string[] names = shape.Variants.Select(v => v.Name).ToArray();
        Variant? variant = shape.Variants.FirstOrDefault(v => v.Name == name.Text);
        if (variant is null)
        {
            string hint = NearestName.Hint(name.Text, names, "there are");
            diagnostics.Add(shape.UnknownVariant, name.Span, $"there is no {shape.Noun} '{name.Text}'{hint}");
            return null;
        }

        YamlNode mappingNode = parameters is null or YamlScalar { IsNull: true } ? new YamlMapping(name.Span, []) : parameters;
        string parametersPath = Join(path, name.Text);
        _spans[parametersPath] = name.Span;
        MappingValue? values = ReadMapping(mappingNode, variant.Parameters, parametersPath, variant.Parameters.Keys, shape);
        return values is null ? null : new VariantValue(variant.Name, values);
    }

    /// <summary>The usual reason for several keys where one belongs: parameters on the level of the name that they belong to.</summary>
    private static string? SeveralKeys(YamlNode node) => node is YamlMapping { Entries.Count: > 1 } mapping
        ? "a mapping with several keys" + (mapping.Entries[0].Value is YamlScalar { IsNull: true } ? $"; indent the parameters of '{mapping.Entries[0].Key.Text}' deeper than it" : "")
        : null;

    private SweepValue? ReadSweep(YamlNode node, SweepShape shape, string path)
    {
        if (node is YamlScalar { IsPlain: true } range && range.Text.Contains(".."))
        {
            Sweep? sweep = Sweep.ParseRange(range.Text, out string? problem);
            if (sweep is null)
            {
                diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{Subject(path)}: {problem}");
                return null;
            }

            if (sweep.Values.Any(v => v < shape.Minimum || v > shape.Maximum))
            {
                diagnostics.Add(DiagnosticRules.OutOfRange, node.Span, $"{Subject(path)} is {shape.Description}; the range '{range.Text}' leaves that");
                return null;
            }

            return new SweepValue(sweep);
        }

        if (node is YamlMapping || (node is YamlScalar scalar && !IsInteger(scalar)))
        {
            WrongType(node, shape, path);
            return null;
        }

        if (node is YamlSequence { Items.Count: 0 })
        {
            diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{Subject(path)} is an empty list; give at least one value");
            return null;
        }

        IntegerShape one = new(shape.Minimum, shape.Maximum);
        ConfigValue?[] values = node is YamlSequence sequence
            ? sequence.Items.Select((item, i) => ReadScalar(item, one, Item(path, i))).ToArray()
            : [ReadScalar(node, one, path)];
        if (values.Contains(null))
        {
            return null;
        }

        int[] numbers = values.Select(v => (int)(long)((ScalarValue)v!).Value).ToArray();
        if (numbers.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } repeated)
        {
            diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{Subject(path)} lists {Shape.Format(repeated.Key)} twice; remove one of the two");
            return null;
        }

        return new SweepValue(new Sweep(new(numbers)));
    }

    private ScalarValue? ReadScalar(YamlNode node, Shape shape, string path)
    {
        if (node is not YamlScalar scalar || scalar.IsNull)
        {
            WrongType(node, shape, path);
            return null;
        }

        return shape switch
        {
            IntegerShape integer => ReadInteger(scalar, integer, path),
            NumberShape number => ReadNumber(scalar, number, path),
            FlagShape flag => ReadFlag(scalar, flag, path),
            ChoiceShape choice => ReadChoice(scalar, choice, path),
            NameShape name => ReadName(scalar, name, path),
            TextShape text => ReadText(scalar, text, path),
            _ => throw new InvalidOperationException($"no reader for {shape.GetType().Name}"),
        };
    }

    private ScalarValue? ReadInteger(YamlScalar scalar, IntegerShape shape, string path)
    {
        if (!IsInteger(scalar))
        {
            WrongType(scalar, shape, path);
            return null;
        }

        bool fits = long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (!fits || value < shape.Minimum || value > shape.Maximum)
        {
            OutOfRange(scalar, shape, path);
            return null;
        }

        return new ScalarValue(value);
    }

    private ScalarValue? ReadNumber(YamlScalar scalar, NumberShape shape, string path)
    {
        if (!scalar.IsPlain || !double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            bool isYamlSpecial = scalar.IsPlain && scalar.Text.TrimStart('+', '-').ToLowerInvariant() is ".inf" or ".nan";
            if (isYamlSpecial)
            {
                OutOfRange(scalar, shape, path);
            }
            else
            {
                WrongType(scalar, shape, path);
            }

            return null;
        }

        bool isInside = value <= shape.Maximum && (shape.IsMinimumExcluded ? value > shape.Minimum : value >= shape.Minimum);
        if (!isInside || double.IsInfinity(value))
        {
            OutOfRange(scalar, shape, path);
            return null;
        }

        return new ScalarValue(value);
    }

    private ScalarValue? ReadFlag(YamlScalar scalar, FlagShape shape, string path)
    {
        if (scalar is { IsPlain: true, Text: "true" or "false" })
        {
            return new ScalarValue(scalar.Text == "true");
        }

        WrongType(scalar, shape, path);
        return null;
    }

    private ScalarValue? ReadChoice(YamlScalar scalar, ChoiceShape shape, string path)
    {
        if (shape.Choices.Contains(scalar.Text))
        {
            return new ScalarValue(scalar.Text);
        }

        diagnostics.Add(DiagnosticRules.UnknownChoice, scalar.Span, $"{Subject(path)} cannot be '{scalar.Text}'; it can be {shape.Description}");
        return null;
    }

    private ScalarValue? ReadName(YamlScalar scalar, NameShape shape, string path)
    {
        bool isName = scalar.Text.Length > 0
            && scalar.Text[0] is >= 'a' and <= 'z'
            && scalar.Text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
        if (isName)
        {
            return new ScalarValue(scalar.Text);
        }

        diagnostics.Add(shape.Rule, scalar.Span, Expectation(shape, path, scalar));
        return null;
    }

    private ScalarValue? ReadText(YamlScalar scalar, TextShape shape, string path)
    {
        string? problem = scalar.Text.Trim().Length == 0 ? "an empty text" : scalar.Text.Any(char.IsControl) ? "a text with a line break or another control character" : null;
        if (problem is null)
        {
            return new ScalarValue(scalar.Text);
        }

        WrongType(scalar, shape, path, problem);
        return null;
    }

    private static bool IsInteger(YamlScalar scalar)
    {
        string digits = scalar.Text.StartsWith("-", StringComparison.Ordinal) || scalar.Text.StartsWith("+", StringComparison.Ordinal)
            ? scalar.Text.Substring(1)
            : scalar.Text;
        return scalar.IsPlain && digits.Length > 0 && digits.All(c => c is >= '0' and <= '9');
    }

    private void WrongType(YamlNode node, Shape shape, string path, string? found = null) =>
        diagnostics.Add(DiagnosticRules.WrongType, node.Span, Expectation(shape, path, node, found));

    private void OutOfRange(YamlScalar scalar, Shape shape, string path) =>
        diagnostics.Add(DiagnosticRules.OutOfRange, scalar.Span, Expectation(shape, path, scalar));

    private static string Expectation(Shape shape, string path, YamlNode found, string? foundWords = null) =>
        $"{Subject(path)} is {shape.Description}; found {foundWords ?? found.Description}";

    private static string Subject(string path) => path.Length == 0 ? "an experiment" : $"'{path}'";

    private static string Join(string path, string key) => path.Length == 0 ? key : path + "." + key;

    private static string Item(string path, int index) => FormattableString.Invariant($"{path}[{index}]");
}
