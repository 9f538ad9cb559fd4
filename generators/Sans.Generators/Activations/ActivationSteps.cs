using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Activations;

/// <summary>The steps that find activations, for both generators: one registers activations, one checks experiments.</summary>
/// <param name="Own">The attributed types of the project, with places and mistakes.</param>
/// <param name="Referenced">The activations of the references.</param>
/// <param name="Visible">Own and referenced activations, without places.</param>
/// <param name="Schemas">The schemas of the activations, including those with mistakes.</param>
internal sealed record ActivationSteps(
    IncrementalValuesProvider<ActivationReading> Own,
    IncrementalValueProvider<ValueList<ActivationModel>> Referenced,
    IncrementalValueProvider<VisibleActivations> Visible,
    IncrementalValueProvider<ValueList<ActivationSchema>> Schemas)
{
    /// <summary>Defines the steps.</summary>
    public static ActivationSteps In(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ActivationReading> own = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ActivationParser.AttributeName, (node, _) => node is TypeDeclarationSyntax, ActivationParser.Parse)
            .WithTrackingName(TrackingNames.OwnActivations);
        IncrementalValueProvider<ValueList<ActivationModel>> ownModels = own
            .Select((reading, _) => reading.Model)
            .Collect()
            .Select((models, _) => new ValueList<ActivationModel>(models.OfType<ActivationModel>()))
            .WithTrackingName(TrackingNames.OwnActivationModels);
        IncrementalValueProvider<ValueList<ActivationModel>> referenced = context.MetadataReferencesProvider
            .Select(ActivationManifest.Read)
            .Collect()
            .Select((manifests, _) => Flatten(manifests))
            .WithTrackingName(TrackingNames.ReferencedActivations);
        IncrementalValueProvider<VisibleActivations> visible = ownModels
            .Combine(referenced)
            .Select((pair, _) => VisibleActivations.Of(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.VisibleActivations);
        IncrementalValueProvider<ValueList<string>> broken = own
            .Where(reading => reading.Model is null)
            .Select((reading, _) => reading.Name)
            .Collect()
            .Select((names, _) => new ValueList<string>(names.Where(n => n.Length > 0).Distinct().OrderBy(n => n, StringComparer.Ordinal)));
        IncrementalValueProvider<ValueList<ActivationSchema>> schemas = visible
            .Combine(broken)
            .Select((pair, _) => pair.Left.SchemasWith(pair.Right))
            .WithTrackingName(TrackingNames.ActivationSchemas);
        return new ActivationSteps(own, referenced, visible, schemas);
    }

    private static ValueList<ActivationModel> Flatten(ImmutableArray<ValueList<ActivationModel>> manifests) =>
        new(manifests.SelectMany(m => m));
}
