using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sans.Configuration.Kinds;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Files;

/// <summary>
/// The schema of experiment files as JSON Schema (draft 7), for editors: keys, choices, ranges, defaults and documentation, with
/// the registered activations and their
/// parameters. It does not check rules on several keys or files. The build and <c>sans validate</c> do.
/// </summary>
public sealed class ExperimentJsonSchema
{
    private const string WholeNumber = "[+-]?(0|[1-9][0-9]*)";
    private const string AnyNumber = @"[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Each choice between named things is written once, however many kinds have it.
    private readonly Dictionary<(VariantSchema Schema, bool IsPartial), string> _definitionNames = [];
    private readonly JsonObject _definitions = [];

    private ExperimentJsonSchema()
    {
    }

    /// <summary>The schema as text with LF line ends.</summary>
    /// <param name="activations">The activations that experiments can name.</param>
    public static string Write(IEnumerable<ActivationSchema> activations) => new ExperimentJsonSchema().WriteAll(activations);

    private string WriteAll(IEnumerable<ActivationSchema> activations)
    {
        var kinds = KindSchemas.All.Select(k => (Kind: k, Schema: k.Schema(activations))).ToList();
        JsonObject schema = new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "An experiment of Sans.Framework",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [CommonKeys.Name.Name] = Key(CommonKeys.Name, isPartial: true),
                [CommonKeys.Kind.Name] = Key(CommonKeys.Kind, isPartial: true),
            },

            // A key that a file leaves out may be in a file that it extends. The name must be its own.
            ["required"] = Texts([CommonKeys.Name.Name]),
            ["allOf"] = new JsonArray([.. kinds.Select(k => OfKind(k.Kind, k.Schema)), WithoutKind(kinds)]),
        };
        foreach ((KindSchema kind, MappingSchema shape) in kinds)
        {
            _definitions[kind.Names[0]] = Mapping(shape, isPartial: true);
        }

        foreach (KeySchema key in SanSchema.OfOneDataset)
        {
            _definitions[key.Name] = key.Value is PartialSchema partial ? Mapping(partial.Mapping, isPartial: true) : Value(key.Value);
        }

        foreach ((KindSchema kind, MappingSchema shape) in kinds)
        {
            // A variant has the keys of its kind, except a few.
            JsonNode variants = _definitions[kind.Names[0]]!["properties"]![ExperimentVariants.Key]!;
            variants["additionalProperties"] = new JsonObject
            {
                ["allOf"] = new JsonArray(
                    Reference(kind.Names[0]), new JsonObject { ["propertyNames"] = new JsonObject { ["enum"] = Texts(kind.VariantKeys) } }),
            };
        }

        schema["definitions"] = _definitions;
        return schema.ToJsonString(Format) + "\n";
    }

    private static JsonObject OfKind(KindSchema kind, MappingSchema shape) => new()
    {
        ["if"] = new JsonObject
        {
            ["required"] = Texts([CommonKeys.Kind.Name]),
            ["properties"] = new JsonObject { [CommonKeys.Kind.Name] = new JsonObject { ["enum"] = Texts(kind.Names) } },
        },
        ["then"] = new JsonObject { ["allOf"] = new JsonArray(Reference(kind.Names[0]), WholeWithoutBases(shape)) },
    };

    /// <summary>A file without a kind has that of its base, which a schema cannot see, or the first one.</summary>
    private static JsonObject WithoutKind(IReadOnlyList<(KindSchema Kind, MappingSchema Schema)> kinds) => new()
    {
        ["if"] = new JsonObject { ["not"] = new JsonObject { ["required"] = Texts([CommonKeys.Kind.Name]) } },
        ["then"] = new JsonObject
        {
            ["if"] = Extending(),
            ["then"] = new JsonObject { ["anyOf"] = new JsonArray([.. kinds.Select(k => Reference(k.Kind.Names[0]))]) },
            ["else"] = new JsonObject { ["allOf"] = new JsonArray(Reference(kinds[0].Kind.Names[0]), Required(kinds[0].Schema)) },
        },
    };

    private static JsonObject WholeWithoutBases(MappingSchema shape) =>
        new() { ["if"] = new JsonObject { ["not"] = Extending() }, ["then"] = Required(shape) };

    private static JsonObject Extending() => new() { ["required"] = Texts([CommonKeys.Extends.Name]) };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private JsonObject Value(ValueSchema shape) => shape switch
    {
        IntegerSchema { WordForAll: { } word } integer =>
            new() { ["anyOf"] = new JsonArray(Value(integer with { WordForAll = null }), new JsonObject { ["enum"] = Texts(word) }) },
        IntegerSchema integer => new() { ["type"] = "integer", ["minimum"] = integer.Minimum, ["maximum"] = integer.Maximum },
        NumberSchema number => Number(number),
        FlagSchema => new() { ["type"] = "boolean" },

        // Readers that do not know the expected type may take an unquoted text for a number.
        TextSchema => new()
        {
            ["type"] = Types("string", "number", "boolean"),
            ["pattern"] = @"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$",
        },
        ShareSchema share => new()
        {
            ["anyOf"] = new JsonArray(
                Value(new IntegerSchema(1, share.Maximum)),
                new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 }),
        },
        ChannelSchema => new() { ["anyOf"] = new JsonArray(Value(new IntegerSchema(0, ChannelSchema.Largest)), TextButNoInteger()) },
        NameSchema => new() { ["type"] = "string", ["pattern"] = "^[a-z][a-z0-9_-]*$" },
        PathSchema =>
            new() { ["type"] = Types("string", "number", "boolean"), ["minimum"] = 0, ["pattern"] = "^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$" },
        ChoiceSchema choice => new() { ["enum"] = Texts(choice.Choices) },
        SweepSchema sweep => Sweep(sweep, isPartial: false),
        ListSchema list => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = Value(list.Item) },
        MappingSchema mapping => Mapping(mapping, isPartial: false),
        PartialSchema partial => Mapping(partial.Mapping, isPartial: true),
        NamedSchema named => new()
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["propertyNames"] = Value(NamedSchema.Name),
            ["additionalProperties"] = Value(named.Item),
        },
        FilesSchema =>
            new() { ["anyOf"] = new JsonArray(Text(), new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Text() }) },
        VariantSchema variant => Reference(DefinitionOf(variant, isPartial: false)),
        _ => throw new ArgumentException($"no JSON Schema for {shape.GetType().Name}", nameof(shape)),
    };

    private static JsonObject Number(NumberSchema shape)
    {
        JsonObject number = new() { ["type"] = "number" };
        if (shape.Minimum > float.MinValue)
        {
            number["minimum"] = shape.Minimum;
        }

        if (shape.Maximum < float.MaxValue)
        {
            number["maximum"] = shape.Maximum;
        }

        return number;
    }

    /// <summary>A value, a list of values or a range.</summary>
    /// <param name="shape">The schema.</param>
    /// <param name="isPartial">Whether a single value may lack keys. The values of a list are whole.</param>
    private JsonObject Sweep(SweepSchema shape, bool isPartial)
    {
        JsonArray forms = new(
            shape.Item is VariantSchema variant ? Reference(DefinitionOf(variant, isPartial)) : Value(shape.Item),
            new JsonObject { ["type"] = "array", ["minItems"] = 1, ["uniqueItems"] = true, ["items"] = Value(shape.Item) });
        if (shape.IsNumeric)
        {
            string number = shape.Item is IntegerSchema or ChannelSchema or ShareSchema ? WholeNumber : AnyNumber;
            forms.Add(new JsonObject { ["type"] = "string", ["pattern"] = $@"^\s*{number}\s*\.\.\s*{number}(\s* step \s*{number})?\s*$" });
        }

        return new JsonObject { ["anyOf"] = forms };
    }

    private JsonObject Mapping(MappingSchema shape, bool isPartial)
    {
        JsonObject properties = [];
        foreach (KeySchema key in shape.Keys)
        {
            properties[key.Name] = Key(key, isPartial);
            if (key.FormerName is { } former)
            {
                JsonObject renamed = Key(key, isPartial);
                renamed["description"] = $"Now called '{key.Name}'.";
                renamed["deprecated"] = true;
                properties[former] = renamed;
            }
        }

        JsonObject mapping = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        return isPartial || !shape.Keys.Any(k => k.IsRequired) ? mapping : Requiring(mapping, shape);
    }

    private JsonObject Key(KeySchema key, bool isPartial)
    {
        bool isOfOneDataset = key.Value is PartialSchema && SanSchema.OfOneDataset.Contains(key);
        JsonObject value = isOfOneDataset ? Reference(key.Name)
            : key.IsSweepable ? Sweep(new SweepSchema(key.Value), isPartial)
            : key.Value is MappingSchema mapping ? Mapping(mapping, isPartial)
            : key.Value is VariantSchema variant ? Reference(DefinitionOf(variant, isPartial))
            : Value(key.Value);

        // Draft 7 ignores everything beside a reference.
        value = value.ContainsKey("$ref") ? new() { ["allOf"] = new JsonArray(value) } : value;
        value["description"] = key.Summary;
        if (key.Default is { } text && key.Value is not NamedSchema)
        {
            value["default"] = text == "{}" ? new JsonObject()
                : key.Value is IntegerSchema or NumberSchema or SweepSchema ? JsonNode.Parse(text)
                : key.Value is FlagSchema ? text == "true"
                : text;
        }

        return value;
    }

    /// <summary>
    /// The required keys of a file without bases, at every level except in lists, whose items have their own.
    /// </summary>
    private static JsonObject Required(MappingSchema shape)
    {
        JsonObject required = Requiring([], shape);
        KeySchema[] inside = [.. shape.Keys.Where(k => k.Value is MappingSchema or VariantSchema && NeedsKeys(k.Value))];
        if (inside.Length > 0)
        {
            required["properties"] = new JsonObject([.. inside.Select(k => KeyValuePair.Create(
                k.Name, (JsonNode?)(k.Value is VariantSchema variants ? Required(variants) : Required((MappingSchema)k.Value))))]);
        }

        return required;
    }

    /// <summary>The required parameters of a named value.</summary>
    private static JsonObject Required(VariantSchema shape)
    {
        Variant[] needing = [.. shape.Variants.Where(v => NeedsKeys(v.Parameters))];
        return new JsonObject
        {
            ["not"] = new JsonObject { ["enum"] = Texts(needing.Select(v => v.Name)) },
            ["properties"] = new JsonObject([.. needing.Select(v =>
            {
                JsonObject parameters = Required(v.Parameters);
                parameters["type"] = "object";
                return KeyValuePair.Create(v.Name, (JsonNode?)parameters);
            })]),
        };
    }

    /// <summary>Whether a value needs keys, itself or within.</summary>
    private static bool NeedsKeys(ValueSchema shape) => shape switch
    {
        MappingSchema mapping => mapping.Keys.Any(k => k.IsRequired || NeedsKeys(k.Value)),
        VariantSchema variants => variants.Variants.Any(v => NeedsKeys(v.Parameters)),
        _ => false,
    };

    private static JsonObject Requiring(JsonObject schema, MappingSchema shape)
    {
        schema["required"] = Texts(shape.Keys.Where(k => k.IsRequired && k.Alternative is null).Select(k => k.Name));
        KeySchema[] either = [.. shape.Keys.Where(k => k.IsRequired && k.Alternative is not null)];
        if (either.Length > 0)
        {
            schema["allOf"] = new JsonArray([.. either.Select(k => new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    [.. new[] { k.Name, k.Alternative! }.Select(name => new JsonObject { ["required"] = Texts(name) })]),
            })]);
        }

        return schema;
    }

    /// <summary>The name of the definition of a named value.</summary>
    /// <param name="shape">The schema.</param>
    /// <param name="isPartial">Whether required parameters may be absent, because the file extends another value.</param>
    private string DefinitionOf(VariantSchema shape, bool isPartial)
    {
        (VariantSchema Schema, bool IsPartial) key = (shape, isPartial && NeedsKeys(shape));
        if (!_definitionNames.TryGetValue(key, out string? name))
        {
            string noun = (key.IsPartial ? "partial-" : "") + shape.Noun.Replace(' ', '-');
            int others = _definitionNames.Keys.Count(other => other.Schema.Noun == shape.Noun && other.IsPartial == key.IsPartial);
            name = others == 0 ? noun : $"{noun}-{others + 1}";
            _definitionNames.Add(key, name);
            _definitions[name] = Variants(shape, key.IsPartial);
        }

        return name;
    }

    private JsonObject Variants(VariantSchema shape, bool isPartial)
    {
        JsonArray names = [];
        JsonObject properties = [];
        foreach (Variant variant in shape.Variants)
        {
            JsonObject parameters = Mapping(variant.Parameters, isPartial);
            parameters["description"] = variant.Summary;
            if (isPartial || !variant.Parameters.Keys.Any(k => k.IsRequired))
            {
                parameters["type"] = Types("object", "null");
                names.Add(new JsonObject { ["const"] = variant.Name, ["description"] = variant.Summary });
            }

            properties[variant.Name] = parameters;
        }

        JsonObject withParameters = new()
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };

        // A list of forms must not be empty.
        return names.Count == 0
            ? withParameters
            : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["anyOf"] = names }, withParameters) };
    }

    /// <summary>A text. Whole numbers are numbers of channels, whose range is checked elsewhere.</summary>
    private JsonObject TextButNoInteger()
    {
        JsonObject text = Value(new TextSchema());
        text["not"] = new JsonObject { ["type"] = "integer" };
        return text;
    }

    private static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonArray Types(params string[] types) => Texts(types);

    private static JsonArray Texts(string text) => Texts([text]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);
}
