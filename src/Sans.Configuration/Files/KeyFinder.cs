using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Files;

/// <summary>Finds the full paths of a key from the last part of its path: <c>epochs</c> for <c>training.epochs</c>.</summary>
public static class KeyFinder
{
    /// <summary>The paths of keys with a name, the least deep ones of each kind of experiment, at most three.</summary>
    /// <param name="name">
    /// The name, with any separator between its words: <c>batch-size</c>, <c>batchSize</c>. <c>seed</c> may name <c>seeds</c>.
    /// </param>
    /// <param name="value">
    /// The value to set, or <see langword="null"/> where none was written. Keys that accept it are preferred.
    /// </param>
    /// <param name="experiment">
    /// The experiment, or <see langword="null"/> where it is not known. Then keys of every kind are searched.
    /// </param>
    /// <param name="activations">The activations that experiments can name.</param>
    public static IReadOnlyList<string> Find(
        string name, string? value, ExperimentConfig? experiment, IReadOnlyList<ActivationSchema> activations)
    {
        string[] wanted = [Letters(name), Letters(name) + "s"];
        ConfigValue? values = experiment is null ? null : KindSchemas.Values(experiment);
        List<string> paths = [];
        foreach (KindSchema kind in experiment is null ? KindSchemas.All : [KindSchemas.Of(experiment)])
        {
            (string Path, KeySchema Key)[] found =
            [
                .. KeyWalk.Of(kind.Schema(activations), values, "").Where(k => wanted.Contains(Letters(k.Key.Name))),
            ];

            // A selection is named like the key that it selects from. The key itself is meant, unless the value fits the
            // selection.
            (string Path, KeySchema Key)[] settings = [.. found.Where(k => !KeyWalk.IsChoice(k.Path))];
            (string Path, KeySchema Key)[] fitting =
            [
                .. found.Where(k => value is null ? settings.Length == 0 || !KeyWalk.IsChoice(k.Path) : Takes(k.Key, value)),
            ];
            (string Path, KeySchema Key)[] best = fitting.Length > 0 ? fitting : settings;
            int depth = best.Select(k => KeyWalk.Depth(k.Path)).DefaultIfEmpty(0).Min();
            paths.AddRange(best.Where(k => KeyWalk.Depth(k.Path) == depth).Select(k => k.Path));
        }

        return [.. paths.Distinct().Take(KeyWalk.MostShown)];
    }

    private static bool Takes(KeySchema key, string value)
    {
        DiagnosticBag mistakes = new();
        MappingSchema alone = new(new(key));
        YamlNode root = CommandLineSettings.Apply(new YamlMapping(TextSpan.Placeless(""), []), $"{key.Name}={value}", alone, mistakes);
        new SchemaReader(root.Span, mistakes).Read(root, new PartialSchema(alone), "");
        return !mistakes.HasErrors;
    }

    private static string Letters(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}
