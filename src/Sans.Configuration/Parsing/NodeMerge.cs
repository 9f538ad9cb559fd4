using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// Lays one text over another: mappings are merged key by key, and so are the parameters of a named thing where both name the same one; lists and single values are replaced.
/// </summary>
internal static class NodeMerge
{
    /// <summary>Both in one; each value keeps the place where it was written.</summary>
    /// <param name="under">What is extended.</param>
    /// <param name="over">What wins.</param>
    /// <param name="shape">What stands here by the schema; <see langword="null"/> where it knows nothing of this key.</param>
    public static YamlNode Merge(YamlNode under, YamlNode over, Shape? shape) => shape switch
    {
        MappingShape or PartialShape when under is YamlMapping left && over is YamlMapping right => MergeEntries(left, right, shape),
        VariantShape when AsMapping(under) is { } left && AsMapping(over) is { } right && left.Entries[0].Key.Text == right.Entries[0].Key.Text =>
            MergeEntries(left, right, shape),
        _ => over,
    };

    /// <summary>What the schema says of the value of a key.</summary>
    public static Shape? Child(Shape? shape, string key) => shape switch
    {
        MappingShape mapping => mapping.Keys.FirstOrDefault(k => k.Name == key)?.Value,
        PartialShape partial => Child(partial.Mapping, key),
        VariantShape variant => variant.Variants.FirstOrDefault(v => v.Name == key)?.Parameters,
        _ => null,
    };

    /// <summary>A named thing as a mapping of its name to its parameters; <see langword="null"/> for what is none.</summary>
    public static YamlMapping? AsMapping(YamlNode node) => node switch
    {
        YamlScalar { IsNull: false } name => new YamlMapping(name.Span, [new(name, new YamlMapping(name.Span, []))]),
        YamlMapping { Entries.Count: 1 } mapping => mapping.Entries[0].Value is YamlScalar { IsNull: true } nothing
            ? new YamlMapping(mapping.Span, [new(mapping.Entries[0].Key, new YamlMapping(nothing.Span, []))])
            : mapping,
        _ => null,
    };

    private static YamlMapping MergeEntries(YamlMapping under, YamlMapping over, Shape shape)
    {
        var entries = under.Entries
            .Select(e => over.Entries.FirstOrDefault(o => o.Key.Text == e.Key.Text) is { Key: not null } replacement
                ? new KeyValuePair<YamlScalar, YamlNode>(replacement.Key, Merge(e.Value, replacement.Value, Child(shape, e.Key.Text)))
                : e)
            .Concat(over.Entries.Where(o => under.Entries.All(e => e.Key.Text != o.Key.Text)));

        // A mapping that the command line adds to still stands where the file has it.
        return new YamlMapping(over.Span.IsPlaceless ? under.Span : over.Span, entries.ToList());
    }
}
