using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// Reads nodes by their schemas. It continues after a mistake, so that all are reported. A value with a mistake is
/// <see langword="null"/>.
/// </summary>
/// <param name="rootSpan">
/// The place for keys that are missing from a mapping that another file wrote. It is the start of the experiment's own file.
/// </param>
/// <param name="diagnostics">Receives the mistakes.</param>
internal sealed class SchemaReader(TextSpan rootSpan, DiagnosticBag diagnostics)
{
    // A plan uses no more values than it has trials, beside a few lists that are no sweeps.
    private const double MostSweptValues = 2 * CheckContext.MostTrials;

    private readonly Dictionary<string, TextSpan> _spans = new(StringComparer.Ordinal);
    private MappingSchema? _root;
    private long _sweptValues;

    /// <summary>The place of each given value, by its key path.</summary>
    public IReadOnlyDictionary<string, TextSpan> Spans => _spans;

    /// <summary>Hints about values that repeat their default (SANS020).</summary>
    public List<ConfigDiagnostic> Hints { get; } = [];

    /// <summary>Reads a value. The root has the empty path.</summary>
    public ConfigValue? Read(YamlNode node, ValueSchema shape, string path)
    {
        _spans[path] = node.Span;
        _root ??= shape as MappingSchema ?? (shape as PartialSchema)?.Mapping;
        return shape switch
        {
            MappingSchema mapping => ReadMapping(node, mapping, path, null, isPartial: false),
            PartialSchema partial => ReadMapping(node, partial.Mapping, path, null, isPartial: true),
            ListSchema list => ReadList(node, list, path),
            VariantSchema variant => ReadVariant(node, variant, path, isPartial: false),
            SweepSchema sweep => ReadSweep(node, sweep, path),
            NamedSchema named => ReadNamed(node, named, path),
            FilesSchema => null,
            _ => ScalarReader.Read(node, shape, path, diagnostics),
        };
    }

    private MappingValue? ReadMapping(YamlNode node, MappingSchema shape, string path, VariantSchema? owner, bool isPartial)
    {
        if (node is not YamlMapping mapping)
        {
            diagnostics.WrongType(node, shape, path);
            return null;
        }

        ValueList<KeySchema> keys = shape.Keys;
        string[] names = keys.Select(k => k.Name).ToArray();
        bool isComplete = true;
        foreach (KeyValuePair<YamlScalar, YamlNode> entry in mapping.Entries.Where(
            e => keys.All(shapeOfKey => !IsFor(e.Key, shapeOfKey, mapping))))
        {
            diagnostics.Add(owner?.UnknownParameter ?? DiagnosticRules.UnknownKey, entry.Key.Span, UnknownKey(entry, shape, path, owner));
            isComplete = false;
        }

        List<ConfigEntry> entries = [];
        foreach (KeySchema key in keys)
        {
            KeyValuePair<YamlScalar, YamlNode> given = mapping.Entries.FirstOrDefault(e => IsFor(e.Key, key, mapping));
            bool isReplaced = key.Alternative is { } alternative && mapping.Entries.Any(e => e.Key.Text == alternative);
            if (given.Key is null && key.IsRequired && !isPartial && !isReplaced)
            {
                // A misspelled key already has its own message. A second one would be noise.
                if (!mapping.Entries.Any(e => !names.Contains(e.Key.Text) && IsProbably(e.Key.Text, key.Name, names)))
                {
                    string message = $"{KeyPath.Subject(path)} needs the key '{key.Name}': {key.Value.Description}";
                    bool isHere = owner is not null || mapping.Span.IsPlaceless || mapping.Span.File == rootSpan.File;
                    TextSpan place = isHere ? mapping.Span : rootSpan;
                    diagnostics.Add(owner?.UnknownParameter ?? DiagnosticRules.MissingKey, place, message);
                }

                isComplete = false;
                continue;
            }

            if (given.Key is not null && given.Key.Text != key.Name)
            {
                diagnostics.Add(
                    DiagnosticRules.RenamedKey,
                    given.Key.Span,
                    $"'{given.Key.Shown}' of {KeyPath.Subject(path)} is now called '{key.Name}'; its value is used");
            }

            ConfigValue? value = given.Key is not null
                ? ReadKey(given.Value, key, KeyPath.Join(path, key.Name), isPartial)
                : isPartial ? null : DefaultOf(key);
            if (value is not null)
            {
                entries.Add(new ConfigEntry(key.Name, value));
                if (given.Key is not null
                    && !isPartial
                    && (value is ScalarValue or SweepValue)
                    && given.Value.Span.File == rootSpan.File
                    && value.Equals(DefaultOf(key)))
                {
                    Hints.Add(new ConfigDiagnostic(
                        DiagnosticRules.EqualsDefault,
                        given.Value.Span,
                        $"'{KeyPath.Join(path, key.Name)}: {key.Default}' repeats the default; the line can be removed"));
                }
            }
            else if (given.Key is not null && key.Value is not FilesSchema)
            {
                isComplete = false;
            }
        }

        return isComplete ? new MappingValue(new(entries)) : null;
    }

    private ConfigValue? ReadKey(YamlNode node, KeySchema key, string path, bool isPartial)
    {
        if (key.IsSweepable && key.Value is VariantSchema swept)
        {
            return node is YamlSequence ? ReadVariants(node, swept, path) : Read(node, swept, path);
        }

        if (key.IsSweepable && SweepReader.IsSweep(node, new SweepSchema(key.Value)))
        {
            _spans[path] = node.Span;
            SweepValue? sweep = ReadSweep(node, new SweepSchema(key.Value), path);
            return sweep is { Sweep.IsSwept: false } single ? new ScalarValue(single.Sweep.Values[0]) : sweep;
        }

        // The values in a partial mapping are partial, too. The items of a list are complete, because lists are replaced as a
        // whole.
        switch (key.Value)
        {
            case MappingSchema mapping when isPartial:
                return Read(node, new PartialSchema(mapping), path);
            case VariantSchema variant when isPartial:
                _spans[path] = node.Span;
                return ReadVariant(node, variant, path, isPartial);
            default:
                return Read(node, key.Value, path);
        }
    }

    /// <summary>
    /// Reads a sweep. Sweeps that have many more values together than a plan has trials are refused, because they
    /// would fill the memory.
    /// </summary>
    private SweepValue? ReadSweep(YamlNode node, SweepSchema shape, string path)
    {
        if (_sweptValues > MostSweptValues)
        {
            return null;
        }

        SweepValue? sweep = SweepReader.Read(node, shape, path, diagnostics);
        _sweptValues += sweep is { Sweep.IsSwept: true } ? sweep.Sweep.Values.Count : 0;
        if (_sweptValues <= MostSweptValues)
        {
            return sweep;
        }

        diagnostics.Add(
            DiagnosticRules.Sweep,
            node.Span,
            $"the sweeps up to {KeyPath.Subject(path)} have {ValueSchema.Format(_sweptValues)} values; an experiment has at most "
                + $"{ValueSchema.Format(CheckContext.MostTrials)} trials");
        return null;
    }

    /// <summary>Whether a written key is the one of the schema, perhaps under its former name.</summary>
    private static bool IsFor(YamlScalar written, KeySchema key, YamlMapping mapping) =>
        written.Text == key.Name || (written.Text == key.FormerName && mapping.Entries.All(e => e.Key.Text != key.Name));

    /// <summary>Whether a written key is probably a key of the schema, with a typo or without its colon.</summary>
    private static bool IsProbably(string written, string name, string[] names) =>
        NearestName.Of(written, names) == name || KeyHint.Punctuation(written, [name]) is not null;

    private string UnknownKey(KeyValuePair<YamlScalar, YamlNode> entry, MappingSchema shape, string path, VariantSchema? owner)
    {
        YamlScalar key = entry.Key;
        string[] names = shape.Keys.Select(k => k.Name).ToArray();
        if (shape.Shared.Contains(key.Text))
        {
            return $"{KeyPath.Subject(path)} has no '{key.Text}' of its own: all variants have that of the experiment, because their rows "
                + $"are compared; its keys are {string.Join(", ", names.Select(n => $"'{n}'"))}";
        }

        if (shape.Keys.FirstOrDefault(k => k.FormerName == key.Text) is { } renamed)
        {
            return $"'{key.Shown}' of {KeyPath.Subject(path)} is now called '{renamed.Name}', which is given too; remove one of the two";
        }

        string kind = owner?.UnknownParameter is null ? "key" : "parameter";
        string subject = $"'{key.Shown}' is not a {kind} of {KeyPath.Subject(path)}";
        return names.Length == 0
            ? $"{subject}; it has none"
            : subject + KeyHint.Of(entry, names, kind, owner?.UnknownParameter is null ? _root : null, isRoot: path.Length == 0);
    }

    private static ConfigValue? DefaultOf(KeySchema key)
    {
        if (key.Default is null)
        {
            return null;
        }

        DiagnosticBag mistakes = new();
        ConfigValue? value = YamlComposer.Compose(key.Default, key.Name, mistakes) is { } node
            ? new SchemaReader(node.Span, mistakes).Read(node, key.Value, key.Name)
            : null;
        return value
            ?? throw new InvalidOperationException($"the default of '{key.Name}' breaks its own rule: {mistakes.ToList(key.Name)}");
    }

    private ListValue? ReadList(YamlNode node, ListSchema shape, string path)
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

    /// <summary>Reads several named values in place of one. They are a sweep where all are words.</summary>
    private ConfigValue? ReadVariants(YamlNode node, VariantSchema shape, string path)
    {
        _spans[path] = node.Span;
        if (node is YamlSequence { Items.Count: 0 })
        {
            diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{KeyPath.Subject(path)} is an empty list; give at least one value");
            return null;
        }

        if (ReadList(node, new ListSchema(shape), path) is not { } list)
        {
            return null;
        }

        if (list.Items.GroupBy(item => item).FirstOrDefault(g => g.Count() > 1) is { } repeated)
        {
            diagnostics.Add(
                DiagnosticRules.Sweep,
                node.Span,
                $"{KeyPath.Subject(path)} lists {ResolvedYaml.Inline(repeated.Key)} twice; remove one of the two");
            return null;
        }

        return list.Items.Count == 1 ? list.Items[0]
            : list.Items.All(
                item => item is ScalarValue) ? new SweepValue(new Sweep<object>(new(list.Items.Select(item => ((ScalarValue)item).Value))))
            : list;
    }

    private MappingValue? ReadNamed(YamlNode node, NamedSchema shape, string path)
    {
        if (node is not YamlMapping { Entries.Count: > 0 } mapping)
        {
            diagnostics.WrongType(node, shape, path, node is YamlMapping ? "an empty mapping" : null);
            return null;
        }

        ConfigEntry?[] entries = mapping.Entries.Select(e =>
        {
            string itemPath = KeyPath.Join(path, e.Key.Shown);
            bool isNamed = ScalarReader.Read(e.Key, NamedSchema.Name, itemPath, diagnostics) is not null;
            ConfigValue? value = Read(e.Value, shape.Item, isNamed ? KeyPath.Join(path, e.Key.Text) : itemPath);
            return value is not null && isNamed ? new ConfigEntry(e.Key.Text, value) : null;
        }).ToArray();
        return entries.Contains(null) ? null : new MappingValue(new(entries!));
    }

    private ConfigValue? ReadVariant(YamlNode node, VariantSchema shape, string path, bool isPartial)
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
            string hint = NearestName.Hint(
                VisibleText.Without(name.Text).Trim(), names, names.Length == 1 ? "there is only" : "there are");
            diagnostics.Add(shape.UnknownVariant, name.Span, $"there is no {shape.Noun} '{name.Shown}'{hint}");
            return null;
        }

        if (variant.IsBroken)
        {
            return null;
        }

        YamlNode mappingNode = parameters is null or YamlScalar { IsNull: true } ? new YamlMapping(name.Span, []) : parameters;
        string parametersPath = KeyPath.Join(path, name.Text);
        _spans[parametersPath] = name.Span;
        MappingValue? values = ReadMapping(mappingNode, variant.Parameters, parametersPath, shape, isPartial);
        return values is null ? null
            : shape.HasWords && variant.Parameters.Keys.Count == 0 ? new ScalarValue(variant.Name)
            : new VariantValue(variant.Name, values);
    }

    /// <summary>The usual reason for several keys where one belongs: parameters beside the name that they belong to.</summary>
    private static string? SeveralKeys(YamlNode node) => node is YamlMapping { Entries.Count: > 1 } mapping
        ? "a mapping with several keys" + (mapping.Entries[0].Value is YamlScalar { IsNull: true }
            ? $"; indent the parameters of '{mapping.Entries[0].Key.Text}' deeper than it"
            : "")
        : null;
}
