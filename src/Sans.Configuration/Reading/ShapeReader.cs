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
            SweepShape sweep => SweepReader.Read(node, sweep, path, diagnostics),
            _ => ScalarReader.Read(node, shape, path, diagnostics),
        };
    }

    private MappingValue? ReadMapping(YamlNode node, Shape shape, string path, ValueList<KeyShape> keys, VariantShape? owner)
    {
        if (node is not YamlMapping mapping)
        {
            diagnostics.WrongType(node, shape, path);
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
                    string message = $"{KeyPath.Subject(path)} needs the key '{key.Name}': {key.Value.Description}";
                    diagnostics.Add(owner?.UnknownParameter ?? DiagnosticRules.MissingKey, mapping.Span, message);
                }

                isComplete = false;
                continue;
            }

            ConfigValue? value = given is not null ? Read(given, key.Value, KeyPath.Join(path, key.Name)) : DefaultOf(key);
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
        string subject = $"'{key}' is not a {kind} of {KeyPath.Subject(path)}";
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
            diagnostics.WrongType(node, shape, path);
            return null;
        }

        if (sequence.Items.Count == 0)
        {
            diagnostics.Add(DiagnosticRules.OutOfRange, node.Span, $"{KeyPath.Subject(path)} is an empty list; it needs at least one item");
            return null;
        }

        ConfigValue?[] items = sequence.Items.Select((item, i) => Read(item, shape.Item, KeyPath.Item(path, i))).ToArray();
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
            diagnostics.WrongType(node, shape, path, SeveralKeys(node));
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
        string parametersPath = KeyPath.Join(path, name.Text);
        _spans[parametersPath] = name.Span;
        MappingValue? values = ReadMapping(mappingNode, variant.Parameters, parametersPath, variant.Parameters.Keys, shape);
        return values is null ? null : new VariantValue(variant.Name, values);
    }

    /// <summary>The usual reason for several keys where one belongs: parameters on the level of the name that they belong to.</summary>
    private static string? SeveralKeys(YamlNode node) => node is YamlMapping { Entries.Count: > 1 } mapping
        ? "a mapping with several keys" + (mapping.Entries[0].Value is YamlScalar { IsNull: true } ? $"; indent the parameters of '{mapping.Entries[0].Key.Text}' deeper than it" : "")
        : null;
}
