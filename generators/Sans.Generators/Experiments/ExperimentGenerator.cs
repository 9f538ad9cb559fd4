using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Generators.Activations;
using Sans.Generators.Diagnostics;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>Turns each experiment file into a class with its values, and each mistake into a diagnostic at its line and column.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ExperimentGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<string> rootNamespace = ProjectSteps.RootNamespace(context);
        IncrementalValueProvider<ValueList<ActivationSchema>> activations = ActivationSteps.In(context).Schemas;

        IncrementalValuesProvider<ExperimentReading> readings = Readings(context, activations);
        IncrementalValueProvider<ValueList<NameClash>> clashes = Clashes(readings);
        ReportDiagnostics(context, readings, clashes);
        EmitExperiments(context, readings, clashes, rootNamespace);
    }

    private static IncrementalValuesProvider<ExperimentReading> Readings(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ValueList<ActivationSchema>> activations)
    {
        IncrementalValuesProvider<ExperimentText> texts = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellation) => ExperimentParser.ReadText(pair.Left, pair.Right, cancellation))
            .Where(text => text is not null)
            .Select((text, _) => text!)
            .WithTrackingName(TrackingNames.ExperimentTexts);

        // Files that others extend are separate, so that an edit of another file leaves this step unchanged.
        IncrementalValuesProvider<LinkedText> linked = texts.Select((text, _) => ExperimentLinks.Of(text));
        IncrementalValueProvider<ValueList<LinkedText>> extended = linked.Collect()
            .Select((all, _) => ExperimentLinks.Extended(all))
            .WithTrackingName(TrackingNames.ExtendedTexts);
        IncrementalValueProvider<ValueList<string>> paths = texts.Select((text, _) => FilePath.Normal(text.Path)).Collect()
            .Select((all, _) => new ValueList<string>(all.OrderBy(path => path, StringComparer.Ordinal)));
        return linked
            .Combine(extended.Combine(paths))
            .Select((pair, _) => ExperimentLinks.Closure(pair.Left, pair.Right.Left, pair.Right.Right))
            .WithTrackingName(TrackingNames.ExperimentFiles)
            .Combine(activations)
            .Select((pair, _) => ExperimentParser.Read(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.ExperimentReadings);
    }

    private static IncrementalValueProvider<ValueList<NameClash>> Clashes(IncrementalValuesProvider<ExperimentReading> readings) => readings
        .Where(reading => reading.Model is not null)
        .Select((reading, _) => (reading.Source.Path, reading.Model!.Identity))
        .Collect()
        .Select((experiments, _) => NameClash.Among(experiments))
        .WithTrackingName(TrackingNames.ExperimentNames);

    /// <summary>The classes whose names already have a meaning in the project's code.</summary>
    private static IncrementalValueProvider<ValueList<ClassInCatalog>> ClassesInCatalog(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ExperimentReading> readings,
        IncrementalValueProvider<string> rootNamespace) => readings
        .Select((reading, _) => reading.Model!.Identity.ClassName)
        .Collect()
        .Combine(rootNamespace.Combine(NamesInSight.Imports(context)))
        .Combine(context.CompilationProvider)
        .Select((input, _) =>
        {
            ((ImmutableArray<string> classNames, (string root, ValueList<ImportedNames> imports)), Compilation compilation) = input;
            NameScope catalog = new(ExperimentNames.Catalog, ExperimentNames.All);
            IEnumerable<string> taken = NamesInSight.Taken(classNames, root, imports, compilation).OrderBy(n => n, StringComparer.Ordinal);
            return new ValueList<ClassInCatalog>(taken.Select(name => new ClassInCatalog(name, catalog.Take(name))));
        })
        .WithTrackingName(TrackingNames.ExperimentClasses);

    // Only this step has positions. Steps that write code do not see them.
    private static void ReportDiagnostics(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ExperimentReading> readings,
        IncrementalValueProvider<ValueList<NameClash>> clashes)
    {
        IncrementalValuesProvider<DiagnosticInfo> diagnostics = readings
            .Combine(clashes)
            .SelectMany((pair, _) => pair.Left.Diagnostics.Concat(pair.Right
                .Where(clash => clash.Path == pair.Left.Source.Path)
                .Select(clash => new DiagnosticInfo(
                    DiagnosticDescriptors.ExperimentName.Id, LocationInfo.Of(pair.Left.NameSpan), clash.Message))))

            // Each experiment that extends a base finds its mistakes, which are reported once.
            .Collect()
            .SelectMany((all, _) => all.Distinct())
            .Combine(ProjectSteps.LeavesOutMistakes(context))
            .Select((pair, _) => pair.Right ? pair.Left.LeavingOut() : pair.Left)
            .WithTrackingName(TrackingNames.ExperimentDiagnostics);
        context.RegisterSourceOutput(diagnostics, Output.Report);
    }

    private static void EmitExperiments(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ExperimentReading> readings,
        IncrementalValueProvider<ValueList<NameClash>> clashes,
        IncrementalValueProvider<string> rootNamespace)
    {
        IncrementalValuesProvider<ExperimentReading> free = readings
            .Combine(clashes)
            .Where(pair => pair.Left.Model is not null && !pair.Right.Any(clash => clash.Path == pair.Left.Source.Path))
            .Select((pair, _) => pair.Left);
        IncrementalValuesProvider<ExperimentReading> usable = free
            .Combine(ClassesInCatalog(context, free, rootNamespace))
            .Select((pair, _) => pair.Left.Placed(pair.Right));
        IncrementalValuesProvider<ExperimentModel> models = usable
            .Select((reading, _) => reading.Model!)
            .WithTrackingName(TrackingNames.ExperimentModels);
        IncrementalValuesProvider<ExperimentSource> sources = usable
            .Select((reading, _) => new ExperimentSource(
                reading.Model!.Identity, reading.Source.Text, new(reading.Bases.Select(b => new SourceFile(b.File, b.Text)))))
            .WithTrackingName(TrackingNames.ExperimentSources);
        IncrementalValueProvider<(bool HasFiles, ValueList<ExperimentIdentity> Experiments)> catalog = models
            .Select((model, _) => model.Identity)
            .Collect()
            .Combine(readings.Collect().Select((all, _) => all.Any(reading => !reading.Source.IsBase)))
            .Select((pair, _) => (pair.Right, new ValueList<ExperimentIdentity>(pair.Left.OrderBy(i => i.Name, StringComparer.Ordinal))))
            .WithTrackingName(TrackingNames.ExperimentCatalog);

        // Names are lower-case and unique, so that files differ on systems that ignore case.
        context.RegisterSourceOutput(models.Combine(rootNamespace), (output, pair) =>
            output.Add($"Experiment.{pair.Left.Identity.Name}", () => ExperimentEmitter.Emit(pair.Right, pair.Left)));
        context.RegisterSourceOutput(sources.Combine(rootNamespace), (output, pair) =>
            output.Add($"Experiment.{pair.Left.Identity.Name}.Source", () => ExperimentEmitter.EmitSource(pair.Right, pair.Left)));
        context.RegisterSourceOutput(catalog.Combine(rootNamespace), (output, pair) =>
        {
            if (pair.Left.HasFiles)
            {
                output.Add(ExperimentNames.Catalog, () => ExperimentEmitter.EmitCatalog(pair.Right, pair.Left.Experiments));
            }
        });
    }
}
