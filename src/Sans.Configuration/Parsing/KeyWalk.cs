using Sans.Configuration.Schema;

namespace Sans.Configuration.Parsing;

/// <summary>The keys of a whole file with their paths.</summary>
internal static class KeyWalk
{
    /// <summary>The largest number of paths that a message shows.</summary>
    public const int MostShown = 3;

    /// <summary>
    /// Every key with its path. Lists and named values show the items that the experiment has. Without an experiment, <c>N</c>
    /// stands for an index.
    /// </summary>
    public static IEnumerable<(string Path, KeySchema Key)> Of(ValueSchema shape, ConfigValue? value, string path) => shape switch
    {
        MappingSchema mapping => mapping.Keys.SelectMany(key =>
        {
            string inside = KeyPath.Join(path, key.Name);
            return Of(key.Value, (value as MappingValue)?.Find(key.Name), inside).Prepend((inside, key));
        }),
        PartialSchema partial => Of(partial.Mapping, value, path),
        ListSchema list when value is ListValue items => items.Items.SelectMany((item, i) => Of(list.Item, item, KeyPath.Item(path, i))),
        ListSchema list => Of(list.Item, null, path + "[N]"),
        VariantSchema variants => variants.Variants
            .Where(v => value is not VariantValue given || given.Name == v.Name)
            .SelectMany(v => Of(v.Parameters, (value as VariantValue)?.Parameters, KeyPath.Join(path, v.Name))),
        _ => [],
    };

    /// <summary>The paths of the keys with exactly this name, the least deep ones.</summary>
    public static IReadOnlyList<string> PathsTo(string name, MappingSchema root)
    {
        string[] paths = [.. Of(root, null, "").Where(k => k.Key.Name == name && !IsChoice(k.Path)).Select(k => k.Path)];
        int depth = paths.Select(Depth).DefaultIfEmpty(0).Min();
        return [.. paths.Where(p => Depth(p) == depth).Distinct().Take(MostShown)];
    }

    /// <summary>Whether a key is a selection, which is named like the key that it selects from.</summary>
    public static bool IsChoice(string path) => path.StartsWith("select.", StringComparison.Ordinal);

    /// <summary>The number of mappings around a key.</summary>
    public static int Depth(string path) => path.Count(c => c == '.');
}
