using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>Reads the text of an experiment file, for the build, <c>validate</c>, <c>show</c> and <c>run</c>.</summary>
public static class ExperimentReader
{
    /// <summary>Reads and checks a whole file and all files that it extends.</summary>
    /// <param name="text">The content, in which bytes that are not UTF-8 became U+FFFD.</param>
    /// <param name="file">The file as the user named it, for messages.</param>
    /// <param name="activations">The activations that the experiment can name.</param>
    /// <param name="files">The source of the files that it may extend. The default has none.</param>
    /// <param name="settings">
    /// Settings of the command line, <c>key.path=value</c>, applied over the file in their order.
    /// </param>
    /// <returns>The experiment, or every mistake in it.</returns>
    public static ReadResult Read(
        string text,
        string file,
        IReadOnlyList<ActivationSchema> activations,
        IExperimentFiles? files = null,
        IReadOnlyList<string>? settings = null)
    {
        DiagnosticBag diagnostics = new();
        ExtendedFiles extended = new(file, text, files ?? SourceFiles.None, diagnostics);
        KindSchema? kind = KindOf(extended, settings ?? [], diagnostics);
        if (kind is null)
        {
            return ReadResult.Failed(diagnostics.ToList(file));
        }

        MappingSchema shape = kind.Schema(activations);
        foreach (ExtendedFiles.LoadedFile baseFile in extended.Bases)
        {
            CheckAlone(baseFile, shape, diagnostics);
        }

        if (!extended.IsWhole)
        {
            // A missing key may be in the file that could not be read.
            CheckAlone(extended.Own, shape, diagnostics);
            return ReadResult.Failed(diagnostics.ToList(file));
        }

        YamlNode root = (settings
            ?? []).Aggregate(extended.Merged(shape)!, (node, setting) => CommandLineSettings.Apply(node, setting, shape, diagnostics));
        SchemaReader reader = new(extended.Own.Root!.Span, diagnostics);
        MappingValue? values = (MappingValue?)reader.Read(root, shape, "");
        if (values is not null && !diagnostics.HasErrors)
        {
            values = kind.Complete(values, (YamlMapping)root, shape, extended.Own.Root.Span, diagnostics);
        }

        if (values is null || diagnostics.HasErrors)
        {
            return ReadResult.Failed(diagnostics.ToList(file));
        }

        ExperimentConfig config = kind.Bind(values);
        CheckContext context = new(
            activations, file, reader.Spans, diagnostics)
        { IsOneOfSeveral = values.Find(ExperimentVariants.Key) is not null };
        context.CheckName(config.Name);
        kind.Check(context, config);
        if (context.IsOneOfSeveral && !diagnostics.HasErrors)
        {
            config = config with
            {
                Variants = new VariantReader(kind, shape, context, file, diagnostics).Read(
                (YamlMapping)root, extended.Own.Root.Span, config)
            };
        }

        return new ReadResult(diagnostics.HasErrors ? null : config, reader.Spans["name"], diagnostics.ToList(file))
        {
            Places = reader.Spans,

            // Over a base, a repeated default may be needed.
            Hints = new(extended.Bases.Any() ? [] : reader.Hints),
        };
    }

    /// <summary>Checks a file that experiments extend. It may lack keys, which the experiments provide.</summary>
    /// <param name="text">The content.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="files">The source of the files that it may extend.</param>
    /// <returns>Every mistake in it.</returns>
    public static ValueList<ConfigDiagnostic> ReadBase(
        string text, string file, IReadOnlyList<ActivationSchema> activations, IExperimentFiles files)
    {
        DiagnosticBag diagnostics = new();
        ExtendedFiles extended = new(file, text, files, diagnostics);
        IReadOnlyList<KindSchema> kinds = KindNode(extended, []) is null ? KindSchemas.All
            : KindOf(extended, [], diagnostics) is { } kind ? [kind]
            : [];
        DiagnosticBag[] readings = [.. kinds.Select(k => Alone(k.Schema(activations)))];

        // A base without a kind serves every kind that it fits.
        if (readings.OrderBy(r => r.ToList(file).Count).FirstOrDefault() is { } best)
        {
            diagnostics.AddRange(best);
        }

        return diagnostics.ToList(file);

        DiagnosticBag Alone(MappingSchema shape)
        {
            DiagnosticBag own = new();
            CheckAlone(extended.Own, shape, own);
            return own;
        }
    }

    /// <summary>
    /// The kind that a file, its bases or the command line name. It is <see langword="null"/>, with a diagnostic, where there
    /// is no such kind.
    /// </summary>
    private static KindSchema? KindOf(ExtendedFiles extended, IReadOnlyList<string> settings, DiagnosticBag diagnostics)
    {
        KeySchema key = CommonKeys.Kind;
        if (KindNode(extended, settings) is not YamlScalar name)
        {
            return KindSchemas.All[0];
        }

        // A misspelled kind is reported where the key is read. The rest of the file is checked as the nearest kind.
        if ((KindSchemas.Find(name.Text)
            ?? KindSchemas.Find(NearestName.Of(name.Text, KindSchemas.All.SelectMany(k => k.Names)) ?? "")) is { } kind)
        {
            return kind;
        }

        ScalarReader.Read(name, key.Value, key.Name, diagnostics);
        return null;
    }

    private static YamlNode? KindNode(ExtendedFiles extended, IReadOnlyList<string> settings)
    {
        // Only the key itself is checked, because the meaning of the others depends on it.
        MappingSchema shape = new(new(CommonKeys.Kind));
        DiagnosticBag ignored = new();
        YamlNode? root = extended.Merged(shape);
        YamlNode? merged = root is null ? null : settings
            .Where(s => s.Split('=')[0].Trim() == CommonKeys.Kind.Name)
            .Aggregate(root, (node, setting) => CommandLineSettings.Apply(node, setting, shape, ignored));
        return (merged as YamlMapping)?.Entries.FirstOrDefault(e => e.Key.Text == CommonKeys.Kind.Name).Value;
    }

    private static void CheckAlone(ExtendedFiles.LoadedFile file, MappingSchema shape, DiagnosticBag diagnostics)
    {
        if (file.Root is { } root)
        {
            new SchemaReader(root.Span, diagnostics).Read(root, new PartialSchema(shape), "");
        }
    }
}

/// <summary>The result of reading a file.</summary>
/// <param name="Config">The experiment, or <see langword="null"/> where there was an error.</param>
/// <param name="NameSpan">The place of the experiment's name.</param>
/// <param name="Diagnostics">All diagnostics, from top to bottom.</param>
public sealed record ReadResult(ExperimentConfig? Config, TextSpan NameSpan, ValueList<ConfigDiagnostic> Diagnostics)
{
    /// <summary>The place of each given value, by its key path. Defaults have no place.</summary>
    public IReadOnlyDictionary<string, TextSpan> Places { get; init; } = new Dictionary<string, TextSpan>();

    /// <summary>Hints about values that could be left out (SANS020).</summary>
    public ValueList<ConfigDiagnostic> Hints { get; init; }

    internal static ReadResult Failed(ValueList<ConfigDiagnostic> diagnostics) => new(null, default, diagnostics);
}
