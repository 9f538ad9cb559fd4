using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Generators.Experiments;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Activations;

/// <summary>Writes the manifests of a project's activations and the registry of all visible ones.</summary>
internal static class ActivationEmitter
{
    private const string Core = "global::Sans.Core.Activations";
    private const string Refit = "global::Sans.Core.Pursuit.SupportRefit";
    private static readonly string Schema = ConfigLiteral.TypeName(typeof(ActivationSchema));
    private static readonly string SchemaParameter = ConfigLiteral.TypeName(typeof(ActivationParameter));

    /// <summary>Writes <c>ActivationRegistry.g.cs</c>.</summary>
    public static SourceWriter Emit(string rootNamespace, VisibleActivations activations)
    {
        SourceWriter writer = new();
        EmitManifests(writer, activations.Own.Where(a => a.IsPublic));
        writer.Line();
        writer.Line($"namespace {rootNamespace};");
        writer.Line();
        writer.Summary("The activations of this assembly and of its references.");
        writer.Block($"public sealed class {ExperimentNames.Registry} : {Core}.IActivationRegistry", () =>
        {
            writer.Block($"private {ExperimentNames.Registry}()", () => { });
            writer.Line();
            writer.Summary("The only instance.");
            writer.Line($"public static {ExperimentNames.Registry} Instance {{ get; }} = new {ExperimentNames.Registry}();");
            writer.Line();
            EmitSchemas(writer, activations.All);
            writer.Line();
            EmitVisit(writer, activations.All);
        });
        return writer;
    }

    private static void EmitManifests(SourceWriter writer, IEnumerable<ActivationModel> activations)
    {
        foreach (ActivationModel activation in activations)
        {
            IEnumerable<string> arguments = new[]
            {
                CSharpLiteral.Of(activation.Name),
                CSharpLiteral.Of(activation.Type),
                CSharpLiteral.Of((int)activation.Schema.Dimensions),
                CSharpLiteral.Of(activation.Schema.Summary),
            }.Concat(ActivationManifest.EncodeParameters(activation).Select(CSharpLiteral.Of));
            writer.Line();
            writer.Line($"[assembly: {Core}.{ActivationManifest.AttributeName}(");
            writer.Indented(() => writer.Lines(arguments, ",", ")]"));
        }
    }

    private static void EmitSchemas(SourceWriter writer, ValueList<ActivationModel> activations)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Block(
            $"public global::System.Collections.Generic.IReadOnlyList<{Schema}> Schemas {{ get; }} = new {Schema}[]",
            () =>
            {
                foreach (ActivationSchema schema in activations.Select(a => a.Schema))
                {
                    writer.Line($"new {Schema}(");
                    writer.Indented(() =>
                    {
                        writer.Line($"{CSharpLiteral.Of(schema.Name)},");
                        writer.Line($"({ConfigLiteral.TypeName(typeof(SignalDimensions))}){CSharpLiteral.Of((int)schema.Dimensions)},");
                        writer.Line($"{CSharpLiteral.Of(schema.Summary)},");
                        EmitParameters(writer, schema.Parameters);
                    });
                }
            },
            "};");
    }

    private static void EmitParameters(SourceWriter writer, ValueList<ActivationParameter> parameters)
    {
        string list = $"new global::{typeof(ValueList<>).Namespace}.ValueList<{SchemaParameter}>(";
        if (parameters.Count == 0)
        {
            writer.Line(list + ")),");
            return;
        }

        writer.Line(list);
        writer.Indented(() => writer.Lines(parameters.Select(Parameter), ",", ")),"));
    }

    private static string Parameter(ActivationParameter parameter)
    {
        string[] arguments =
        [
            CSharpLiteral.Of(parameter.Name),
            $"{ConfigLiteral.TypeName(typeof(ParameterType))}.{parameter.Type}",
            CSharpLiteral.Of(parameter.IsNullable),
            parameter.Default is null ? "null" : CSharpLiteral.Of(parameter.Default),
            CSharpLiteral.Of(parameter.Minimum),
            CSharpLiteral.Of(parameter.Maximum),
            CSharpLiteral.Of(parameter.Summary),
        ];
        string words = parameter.Words.Count == 0
            ? ""
            : $" {{ {nameof(ActivationParameter.Words)} = new "
                + $"global::{typeof(ValueList<>).Namespace}.ValueList<string>({string.Join(", ", parameter.Words.Select(CSharpLiteral.Of))}) }}";
        return $"new {SchemaParameter}({string.Join(", ", arguments)}){words}";
    }

    private static void EmitVisit(SourceWriter writer, ValueList<ActivationModel> activations)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Block(
            $"public TResult Visit<TResult>({ConfigLiteral.TypeName(typeof(ActivationConfig))} activation, "
                + $"{Core}.IActivationVisitor<TResult> visitor) => activation.Name switch",
            () =>
            {
                foreach (ActivationModel activation in activations)
                {
                    string visit = activation.Constructor.Any(p => p.Enumeration == Refit)
                        ? $"{Core}.Refitting.Visit({Construction(activation)}, visitor)"
                        : $"visitor.Visit({Construction(activation)})";
                    writer.Line($"{CSharpLiteral.Of(activation.Name)} => {visit},");
                }

                writer.Line("_ => throw new global::System.ArgumentException($\"there is no activation '{activation.Name}'\", "
                    + "nameof(activation)),");
            },
            "};");
    }

    private static string Construction(ActivationModel activation) =>
        $"new {activation.Type}({string.Join(", ", activation.Schema.Parameters.Zip(activation.Constructor, Argument))})";

    private static string Argument(ActivationParameter parameter, ConstructorParameter target)
    {
        string read = parameter.Type + (parameter.IsNullable ? "OrNull" : "") + (target.Enumeration.Length > 0
            ? $"<{target.Enumeration}>"
            : "");
        return $"{CSharpName.Escape(target.Name)}: {Core}.ActivationParameters.{read}(activation, {CSharpLiteral.Of(parameter.Name)})";
    }
}
