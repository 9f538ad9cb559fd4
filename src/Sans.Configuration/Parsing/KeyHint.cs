using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>The ends of messages about keys: what was probably meant, or where the key belongs.</summary>
internal static class KeyHint
{
    /// <summary>The names of the keys of a mapping, or <see langword="null"/> for another value.</summary>
    public static string[]? KeysOf(ValueSchema shape) => shape switch
    {
        MappingSchema mapping => [.. mapping.Keys.Select(k => k.Name)],
        PartialSchema partial => KeysOf(partial.Mapping),
        _ => null,
    };

    /// <summary>The hint for an unknown key.</summary>
    /// <param name="entry">The key as it was written, and its value.</param>
    /// <param name="names">The keys of its mapping.</param>
    /// <param name="kind">The noun for a key of the mapping: a key or a parameter.</param>
    /// <param name="root">The schema of the whole file, or <see langword="null"/> where it is unknown.</param>
    /// <param name="isRoot">Whether the mapping is the whole file.</param>
    public static string Of(
        KeyValuePair<YamlScalar, YamlNode> entry, string[] names, string kind, MappingSchema? root, bool isRoot)
    {
        string written = VisibleText.Without(entry.Key.Text).Trim();
        return Punctuation(written, names)
            ?? Comma(entry.Key, entry.Value)
            ?? (NearestName.Of(written, names) is null ? InOtherMapping(written, root) ?? (isRoot ? InOtherKind(written) : null) : null)
            ?? NearestName.Hint(written, names, names.Length == 1 ? $"its {kind} is" : $"its {kind}s are");
    }

    /// <summary>
    /// The hint that a colon, or the space behind it, is missing: <c>epochs:5</c>, <c>epochs 5</c>. It is <see
    /// langword="null"/> where the text does not begin with a key.
    /// </summary>
    public static string? Punctuation(string text, string[] names)
    {
        string name = new(text.TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-').ToArray());
        string rest = text.Substring(name.Length).TrimStart();
        return rest.Length == 0 || !names.Contains(name) ? null
            : rest[0] == ':' ? $"; put a space behind the colon of '{name}'"
            : $"; put a colon and a space behind '{name}'";
    }

    /// <summary>A number without a value is what follows a comma in braces: <c>{ noise_level: 0,05 }</c>.</summary>
    private static string? Comma(YamlScalar key, YamlNode value) =>
        key.IsPlain && value is YamlScalar { IsNull: true } && key.Text.Length > 0 && key.Text.TrimEnd(')').All(char.IsDigit)
            ? "; a comma ends a value here, so write decimals with a point, and several values in [ ]"
            : null;

    private static string? InOtherMapping(string name, MappingSchema? root)
    {
        IReadOnlyList<string> paths = root is null ? [] : KeyWalk.PathsTo(name, root);
        return paths.Count > 0 ? $"; did you mean {string.Join(" or ", paths.Select(p => $"'{p}'"))}?" : null;
    }

    private static string? InOtherKind(string name)
    {
        string[] kinds = [.. KindSchemas.All.Where(k => k.Schema([]).Keys.Any(key => key.Name == name)).SelectMany(k => k.Names)];
        return kinds.Length is > 0 and <= KeyWalk.MostShown ? $"; it is a key of {string.Join(" and ", kinds.Select(k => $"'kind: {k}'"))}" : null;
    }
}
