using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// Merges one text over another. Mappings are merged key by key, and so are the parameters of a named value with the same name.
/// Lists and single values are replaced.
/// </summary>
internal static class NodeMerge
{
    /// <summary>Merges both. Each value keeps its place in the text.</summary>
    /// <param name="under">The text that is extended.</param>
    /// <param name="over">The text that takes precedence.</param>
    /// <param name="shape">The schema of the value, or <see langword="null"/> where the key is unknown.</param>
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

    /// <summary>The schema of the value of a key.</summary>
    public static ValueSchema? Child(ValueSchema? shape, string key) => shape switch
    {
        MappingSchema mapping => mapping.Keys.FirstOrDefault(k => k.Name == key || k.FormerName == key)?.Value,
        PartialSchema partial => Child(partial.Mapping, key),
        VariantSchema variant => variant.Variants.FirstOrDefault(v => v.Name == key)?.Parameters,
        NamedSchema { IsMerged: true } named => named.Item,
        _ => null,
    };

    /// <summary>A named value as a mapping of its name to its parameters, or <see langword="null"/> for another node.</summary>
    public static YamlMapping? AsMapping(YamlNode node) => node switch
    {
        YamlScalar { IsNull: false } name => new YamlMapping(name.Span, [new(name, new YamlMapping(name.Span, []))]),
        YamlMapping { Entries.Count: 1 } mapping => mapping.Entries[0].Value is YamlScalar { IsNull: true } nothing
            ? new YamlMapping(mapping.Span, [new(mapping.Entries[0].Key, new YamlMapping(nothing.Span, []))])
            : mapping,
        _ => null,
    };

    /// <summary>
    /// The entries that remain when a key is merged over them. The key replaces its alternative and its other name, if one is
    /// there.
    /// </summary>
    public static IEnumerable<KeyValuePair<YamlScalar, YamlNode>> Beside(this YamlMapping under, string key, ValueSchema? shape)
    {
        ValueList<KeySchema> keys = ((shape as PartialSchema)?.Mapping ?? shape as MappingSchema)?.Keys ?? default;
        string? replaced = keys.FirstOrDefault(k => k.Name == key) is { IsRequired: true, Alternative: { } other } ? other : null;
        string? otherName = keys.FirstOrDefault(k => k.FormerName is not null && (k.Name == key || k.FormerName == key)) is { } renamed
            ? renamed.Name == key ? renamed.FormerName : renamed.Name
            : null;
        return under.Entries.Where(e => e.Key.Text != replaced
            && e.Key.Text != otherName
            && keys.FirstOrDefault(k => k.Name == e.Key.Text)?.Alternative != key);
    }

    private static YamlMapping MergeEntries(YamlMapping under, YamlMapping over, ValueSchema shape)
    {
        under = over.Entries.Aggregate(under, (left, entry) => new YamlMapping(left.Span, left.Beside(entry.Key.Text, shape).ToList()));
        var entries = under.Entries
            .Select(e => over.Entries.FirstOrDefault(o => o.Key.Text == e.Key.Text) is { Key: not null } replacement
                ? new KeyValuePair<YamlScalar, YamlNode>(replacement.Key, Merge(e.Value, replacement.Value, Child(shape, e.Key.Text)))
                : e)
            .Concat(over.Entries.Where(o => under.Entries.All(e => e.Key.Text != o.Key.Text)));

        // A mapping that the command line extends keeps its place in the file.
        return new YamlMapping(over.Span.IsPlaceless ? under.Span : over.Span, entries.ToList());
    }
}
