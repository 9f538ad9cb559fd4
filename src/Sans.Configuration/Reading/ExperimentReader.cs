namespace Sans.Configuration;

/// <summary>Reads the text of an experiment file: the one way in for the build, <c>validate</c>, <c>show</c> and <c>run</c>.</summary>
public static class ExperimentReader
{
    /// <summary>Reads and checks a whole file.</summary>
    /// <param name="text">The content; characters that were not UTF-8 decoded to U+FFFD.</param>
    /// <param name="file">The file as the user named it, for messages.</param>
    /// <param name="activations">The activations that the experiment can name.</param>
    /// <returns>The experiment, or every mistake in the file.</returns>
    public static ReadResult Read(string text, string file, IReadOnlyList<ActivationSchema> activations)
    {
        DiagnosticBag diagnostics = new();
        if (!ConfigText.IsDecoded(text, file, diagnostics) || YamlComposer.Compose(text, file, diagnostics) is not { } node)
        {
            return new ReadResult(null, default, diagnostics.ToList());
        }

        ShapeReader reader = new(diagnostics);
        MappingValue? root = (MappingValue?)reader.Read(node, ExperimentSchema.For(activations), "");
        if (root is null || diagnostics.HasErrors)
        {
            return new ReadResult(null, default, diagnostics.ToList());
        }

        ExperimentConfig config = ExperimentBinder.Bind(root);
        CrossChecks.Run(new CheckContext(config, activations, reader.Spans, diagnostics));
        return new ReadResult(diagnostics.HasErrors ? null : config, reader.Spans["name"], diagnostics.ToList());
    }
}

/// <summary>What came of reading a file.</summary>
/// <param name="Config">The experiment; <see langword="null"/> where there was an error.</param>
/// <param name="NameSpan">Where the experiment's name stands.</param>
/// <param name="Diagnostics">All diagnostics, from top to bottom.</param>
public sealed record ReadResult(ExperimentConfig? Config, TextSpan NameSpan, ValueList<ConfigDiagnostic> Diagnostics);
