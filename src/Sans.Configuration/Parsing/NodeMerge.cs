using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// Lays one text over another: mappings are merged key by key, and so are the parameters of a named thing where both name the
/// same one. Lists and single values are replaced.
/// </summary>
internal static class NodeMerge
{
    /// <summary>Both in one. Each value keeps the place where it was written.</summary>
    /// <param name="under">What is extended.</param>
    /// <param name="over">What wins.</param>
    /// <param name="shape">What stands here by the schema, or <see langword="null"/> where it knows nothing of this key.</param>
    public static YamlNode Merge(YamlNode under, YamlNode over, ValueSchema? shape) => shape switch
    {
        MappingSchema or PartialSchema or NamedSchema { IsMerged: true } when under is YamlMapping left
            && over is YamlMapping right => MergeEntries(left, right, shape),
        VariantSchema when AsMapping(under) is { } left
            && AsMapping(over) is { } right
            && left.Entries[0].Key.Text == right.Entries[0].Key.Text =>
            MergeEntries(left, right, shape),
        _ => over,
    };

    /// <summary>What the schema says of the value of a key.</summary>
    public static ValueSchema? Child(ValueSchema? shape, string key) => shape switch
    {
        MappingSchema mapping => mapping.Keys.FirstOrDefault(k => k.Name == key)?.Value,
        PartialSchema partial => Child(partial.Mapping, key),
        VariantSchema variant => variant.Variants.FirstOrDefault(v => v.Name == key)?.Parameters,
        NamedSchema { IsMerged: true } named => named.Item,
        _ => null,
    };

    /// <summary>A named thing as a mapping of its name to its parameters, or <see langword="null"/> for what is none.</summary>
    public static YamlMapping? AsMapping(YamlNode node) => node switch
    {
        YamlScalar { IsNull: false } name => new YamlMapping(name.Span, [new(name, new YamlMapping(name.Span, []))]),
        YamlMapping { Entries.Count: 1 } mapping => mapping.Entries[0].Value is YamlScalar { IsNull: true } nothing
            ? new YamlMapping(mapping.Span, [new(mapping.Entries[0].Key, new YamlMapping(nothing.Span, []))])
            : mapping,
        _ => null,
    };

    /// <summary>The entries that stay where another key is laid over them: it may be given in place of one of them.</summary>
    public static IEnumerable<KeyValuePair<YamlScalar, YamlNode>> Beside(this YamlMapping under, string key, ValueSchema? shape)
    {
        ValueList<KeySchema> keys = ((shape as PartialSchema)?.Mapping ?? shape as MappingSchema)?.Keys ?? default;
        string? replaced = keys.FirstOrDefault(k => k.Name == key) is { IsRequired: true, Alternative: { } other } ? other : null;
        return under.Entries.Where(e => e.Key.Text != replaced && keys.FirstOrDefault(k => k.Name == e.Key.Text)?.Alternative != key);
    }

    private static YamlMapping MergeEntries(YamlMapping under, YamlMapping over, ValueSchema shape)
    {
        under = over.Entries.Aggregate(under, (left, entry) => new YamlMapping(left.Span, left.Beside(entry.Key.Text, shape).ToList()));
        var entries = under.Entries
            .Select(e => over.Entries.FirstOrDefault(o => o.Key.Text == e.Key.Text) is { Key: not null } replacement
                ? new KeyValuePair<YamlScalar, YamlNode>(replacement.Key, Merge(e.Value, replacement.Value, Child(shape, e.Key.Text)))
                : e)
            .Concat(over.Entries.Where(o => under.Entries.All(e => e.Key.Text != o.Key.Text)));

        // A mapping that the command line adds to still stands where the file has it.
        return new YamlMapping(over.Span.IsPlaceless ? under.Span : over.Span, entries.ToList());
    }
}
