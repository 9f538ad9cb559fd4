using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>
/// Reads the variants of a valid experiment. Each variant is merged over the experiment and read like any other.
/// </summary>
/// <param name="kind">The kind of the experiment.</param>
/// <param name="shape">The shape of its file.</param>
/// <param name="whole">The context of its checks.</param>
/// <param name="file">Its file, for messages.</param>
/// <param name="diagnostics">Receives the mistakes.</param>
internal sealed class VariantReader(KindSchema kind, MappingSchema shape, CheckContext whole, string file, DiagnosticBag diagnostics)
{
    /// <summary>The valid variants, in their order.</summary>
    /// <param name="root">The experiment with its variants.</param>
    /// <param name="rootSpan">The start of its file.</param>
    /// <param name="config">The experiment without them.</param>
    public ValueList<ExperimentVariant> Read(YamlMapping root, TextSpan rootSpan, ExperimentConfig config)
    {
        YamlMapping experiment = new(root.Span, root.Entries.Where(e => e.Key.Text != ExperimentVariants.Key).ToList());
        var overlays = (YamlMapping)root.Entries.First(e => e.Key.Text == ExperimentVariants.Key).Value;
        List<ExperimentVariant> variants = [];
        double trials = 0;
        foreach (KeyValuePair<YamlScalar, YamlNode> overlay in overlays.Entries)
        {
            string suffix = $" (variant '{overlay.Key.Text}')";
            DiagnosticBag mistakes = new();
            SchemaReader reader = new(rootSpan, mistakes);
            YamlNode merged = NodeMerge.Merge(experiment, overlay.Value, shape);
            var values = (MappingValue?)reader.Read(merged, shape, "");
            if (values is not null && !mistakes.HasErrors)
            {
                values = kind.Complete(values, (YamlMapping)merged, shape, rootSpan, mistakes);
            }

            if (values is null || mistakes.HasErrors)
            {
                Report(mistakes, suffix);
                continue;
            }

            ExperimentConfig variant = kind.Bind(values);
            CheckContext context = new(whole.Activations, file, reader.Spans, diagnostics) { Suffix = suffix, IsOneOfSeveral = true };
            kind.Check(context, variant);
            if (!kind.HaveOneData(variant, config))
            {
                diagnostics.Add(DiagnosticRules.Contradiction, overlay.Key.Span, $"the variant '{overlay.Key.Text}' changes the "
                    + "data of the experiment; all variants must share the data, because their rows are compared");
            }

            trials += context.Trials;
            if (variants.Find(v => v.Experiment.Equals(variant)) is { } same)
            {
                diagnostics.Add(
                    DiagnosticRules.Contradiction,
                    overlay.Key.Span,
                    $"the variants '{same.Name}' and '{overlay.Key.Text}' are the same experiment; remove one of the two");
            }

            variants.Add(new ExperimentVariant(overlay.Key.Text, variant));
        }

        new CheckContext(whole.Activations, file, new Dictionary<string, TextSpan> { [""] = overlays.Span }, diagnostics).BoundPlan(trials);
        return new(variants);
    }

    /// <summary>Reports faults of a variant as a whole. Faults of its own text were reported when that was read.</summary>
    private void Report(DiagnosticBag mistakes, string suffix)
    {
        foreach (ConfigDiagnostic mistake in mistakes.ToList(file).Where(m => m.Rule.Level == DiagnosticLevel.Error))
        {
            diagnostics.Add(mistake.Rule, mistake.Span, mistake.Message + suffix);
        }
    }
}
