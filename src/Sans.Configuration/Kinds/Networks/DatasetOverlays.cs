using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>
/// Completes the keys that a dataset has in place of the experiment's. A penalty that the experiment lacks has the defaults of its
/// parameters, and needs those without one.
/// </summary>
/// <param name="root">The experiment as nodes.</param>
/// <param name="shape">The schema of its file.</param>
/// <param name="start">The start of its own file.</param>
/// <param name="diagnostics">Receives the mistakes.</param>
internal sealed class DatasetOverlays(YamlMapping root, MappingSchema shape, TextSpan start, DiagnosticBag diagnostics)
{
    /// <summary>The values of the experiment, whose datasets are completed.</summary>
    public MappingValue Complete(MappingValue values)
    {
        var nodes = (YamlSequence)Find(root, SanKeys.Datasets)!;
        VariantValue[] datasets = [.. values.Variants(SanKeys.Datasets).Select((dataset, i) => new VariantValue(dataset.Name, Complete(
            (YamlMapping)NodeMerge.AsMapping(nodes.Items[i])!.Entries[0].Value,
            dataset.Parameters,
            KeyPath.Join(KeyPath.Item(SanKeys.Datasets, i), dataset.Name))))];
        return Replaced(values, key => key == SanKeys.Datasets ? ValueMaking.List(datasets) : null);
    }

    private MappingValue Complete(YamlMapping dataset, MappingValue values, string path) => Replaced(values, key =>
        shape.Keys.FirstOrDefault(k => k.Name == key)?.Value is MappingSchema whole
            && SanSchema.OfOneDataset.Any(k => k.Name == key)
            && Find(dataset, key) is YamlMapping over
                ? Complete(whole, Find(root, key) as YamlMapping, over, (MappingValue)values.Find(key)!, KeyPath.Join(path, key))
                : null);

    private MappingValue Complete(MappingSchema whole, YamlMapping? under, YamlMapping over, MappingValue values, string path) =>
        Replaced(values, key =>
        {
            ValueSchema inner = whole.Keys.First(k => k.Name == key).Value;
            if (inner is not (MappingSchema or VariantSchema) || Find(over, key) is not { } given || given is YamlSequence)
            {
                return null;
            }

            YamlNode merged = under is not null && Find(under, key) is { } below ? NodeMerge.Merge(below, given, inner) : given;
            DiagnosticBag mistakes = new();
            ConfigValue? complete = new SchemaReader(start, mistakes).Read(merged, inner, KeyPath.Join(path, key));

            // Warnings were given when the dataset was read.
            foreach (ConfigDiagnostic mistake in mistakes.ToList(start.File).Where(m => m.Rule.Level == DiagnosticLevel.Error))
            {
                diagnostics.Add(mistake.Rule, mistake.Span, mistake.Message);
            }

            return complete;
        });

    private static YamlNode? Find(YamlMapping mapping, string key) => mapping.Entries.FirstOrDefault(e => e.Key.Text == key).Value;

    private static MappingValue Replaced(MappingValue values, Func<string, ConfigValue?> value) =>
        new(new(values.Entries.Select(e => value(e.Key) is { } other ? new ConfigEntry(e.Key, other) : e)));
}
