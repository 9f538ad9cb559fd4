using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Generators.Diagnostics;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Activations;

/// <summary>Reads a type with <c>[SparseActivation]</c>: its name, its documentation, and its parameters from the constructor.</summary>
internal static class ActivationParser
{
    /// <summary>The attribute that registers an activation.</summary>
    public const string AttributeName = "Sans.Core.Activations.SparseActivationAttribute";

    private const string InterfaceName = "Sans.Core.Activations.ISparseActivation";

    /// <summary>Reads the activation, or its mistakes. An exception becomes SANS900.</summary>
    public static ActivationReading Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        AttributeData attribute = context.Attributes[0];
        SyntaxNode place = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) ?? context.TargetNode;
        LocationInfo location = LocationInfo.Of(place.GetLocation());
        List<DiagnosticInfo> diagnostics = [];
        ActivationModel? model = Guard.Run(
            () => Parse((INamedTypeSymbol)context.TargetSymbol, attribute, location, diagnostics, cancellation),
            e =>
            {
                diagnostics.Add(DiagnosticInfo.Failure($"the activation '{context.TargetSymbol.Name}'", location, e));
                return null;
            });
        string name = attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string ?? "" : "";
        if (diagnostics.Count > 0)
        {
            return new ActivationReading(name, null, location, new(diagnostics));
        }

        if (model is { Schema.Summary: "" })
        {
            diagnostics.Add(new DiagnosticInfo(
                DiagnosticDescriptors.Undocumented.Id,
                location,
                $"'{context.TargetSymbol.Name}' has no summary for lists and editors; write '/// <summary>...</summary>' above it"));
        }

        return new ActivationReading(name, model, location, new(diagnostics));
    }

    private static ActivationModel? Parse(
        INamedTypeSymbol type,
        AttributeData attribute,
        LocationInfo location,
        List<DiagnosticInfo> diagnostics,
        CancellationToken cancellation)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not string name)
        {
            // The compiler has its own message for an attribute without its argument.
            if (attribute.ConstructorArguments.Any(a => a is { Kind: TypedConstantKind.Primitive, IsNull: true }))
            {
                diagnostics.Add(new DiagnosticInfo(
                    DiagnosticDescriptors.ActivationNameInvalid.Id,
                    location,
                    $"the activation name is null; write it like '{CSharpName.Snake(type.Name)}'"));
            }

            return null;
        }

        void Report(DiagnosticDescriptor rule, string message) => diagnostics.Add(new DiagnosticInfo(rule.Id, location, message));

        if (!type.AllInterfaces.Any(i => i.ToDisplayString() == InterfaceName))
        {
            Report(
                DiagnosticDescriptors.NotAnActivation,
                $"'{type.Name}' has [SparseActivation] but does not implement ISparseActivation; implement it or remove the attribute");
        }

        if (ReasonNotUsable(type) is { } reason)
        {
            Report(
                DiagnosticDescriptors.UnusableType,
                $"'{type.Name}' is {reason}, so generated code cannot use it; an activation is a public or internal struct without "
                    + "type parameters");
        }

        if (!CSharpName.IsSnake(name))
        {
            string suggestion = CSharpName.Snake(type.Name);
            Report(
                DiagnosticDescriptors.ActivationNameInvalid,
                $"the activation name '{name}' is not snake_case; write it like '{suggestion}'");
        }

        if (Constructor(type, cancellation) is not { } constructor)
        {
            Report(
                DiagnosticDescriptors.AmbiguousConstructor,
                $"'{type.Name}' has several public constructors with the most parameters; give it a primary constructor, whose "
                    + "parameters become those in YAML");
            return null;
        }

        if (RequiredMember(type, constructor) is { } required)
        {
            Report(
                DiagnosticDescriptors.AmbiguousConstructor,
                $"the member '{required}' of '{type.Name}' is required, but only parameters of the constructor come from YAML; make it a "
                    + "parameter or give it a default");
            return null;
        }

        DocumentationComment documentation = DocumentationComment.Of(type, constructor, cancellation);
        ActivationParameter[] parameters = constructor.Parameters
            .Select(p => ParameterParser.Parse(type, p, documentation, cancellation, diagnostics))
            .OfType<ActivationParameter>()
            .ToArray();
        if (parameters.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            Report(
                DiagnosticDescriptors.UnusableParameter, $"two parameters of '{type.Name}' make the key '{twice.Key}'; rename one of them");
        }

        return new ActivationModel(
            new ActivationSchema(name, Dimensions(attribute), documentation.Summary, new(parameters)),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            new(constructor.Parameters.Select(p => new ConstructorParameter(
                p.Name,
                ParameterParser.Underlying(p.Type).Type is { TypeKind: TypeKind.Enum } enumeration
                    ? enumeration.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
                    : ""))),
            IsAccessible(type, a => a == Accessibility.Public));
    }

    private static string? ReasonNotUsable(INamedTypeSymbol type)
    {
        if (Enclosing(type).Any(t => t.IsGenericType))
        {
            return "generic";
        }

        if (type.IsRefLikeType)
        {
            return "a ref struct";
        }

        bool isVisible = !type.IsFileLocal
            && IsAccessible(type, a => a is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal);
        return isVisible ? null : "not visible to the rest of the assembly";
    }

    private static bool IsAccessible(INamedTypeSymbol type, Func<Accessibility, bool> isWideEnough) =>
        Enclosing(type).All(t => isWideEnough(t.DeclaredAccessibility));

    private static IEnumerable<INamedTypeSymbol> Enclosing(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.ContainingType)
        {
            yield return t;
        }
    }

    /// <summary>The primary constructor, else the only public one with the most parameters.</summary>
    private static IMethodSymbol? Constructor(INamedTypeSymbol type, CancellationToken cancellation)
    {
        IMethodSymbol[] constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToArray();
        IMethodSymbol? primary = Array.Find(
            constructors,
            c => c.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax));
        int most = constructors.Max(c => c.Parameters.Length);
        IMethodSymbol[] longest = Array.FindAll(constructors, c => c.Parameters.Length == most);
        return primary ?? (longest.Length == 1 ? longest[0] : null);
    }

    /// <summary>The name of a member that each <c>new</c> must set, or <see langword="null"/> where there is none.</summary>
    private static string? RequiredMember(INamedTypeSymbol type, IMethodSymbol constructor) =>
        constructor.GetAttributes().Any(a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute")
            ? null
            : type.GetMembers().FirstOrDefault(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })?.Name;

    private static SignalDimensions Dimensions(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == "Dimensions").Value.Value is int dimensions
            ? (SignalDimensions)dimensions
            : SignalDimensions.One;
}
