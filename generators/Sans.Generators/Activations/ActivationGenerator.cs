using Microsoft.CodeAnalysis;
using Sans.Configuration.Parsing;
using Sans.Generators.Diagnostics;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Activations;

/// <summary>
/// Registers sparse activations: a manifest for each of the project's own, and a registry of all visible ones.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ActivationGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        ActivationSteps steps = ActivationSteps.In(context);
        IncrementalValueProvider<string> rootNamespace = ProjectSteps.RootNamespace(context);

        IncrementalValuesProvider<DiagnosticInfo> mistakes = steps.Own
            .SelectMany((reading, _) => reading.Diagnostics)
            .WithTrackingName(TrackingNames.ActivationDiagnostics);
        IncrementalValuesProvider<DiagnosticInfo> clashes = steps.Own.Collect()
            .Combine(steps.Referenced)
            .SelectMany((pair, _) => VisibleActivations.Clashes(pair.Left, pair.Right));

        // The compilation is needed. Only a place in one of its trees can be silenced by a pragma or an .editorconfig.
        // A code fix needs such a place, too.
        context.RegisterSourceOutput(
            mistakes.Combine(context.CompilationProvider), (output, pair) => Output.Report(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(
            clashes.Combine(context.CompilationProvider), (output, pair) => Output.Report(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(steps.Visible.Combine(rootNamespace), (output, pair) =>
        {
            (VisibleActivations activations, string targetNamespace) = pair;
            if (activations.All.Count > 0)
            {
                output.Add(ExperimentNames.Registry, () => ActivationEmitter.Emit(targetNamespace, activations));
            }
        });
    }
}
