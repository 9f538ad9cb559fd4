using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sans.Configuration;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>
/// Finds the names that already have a meaning in the code of a project. A class in the root namespace would hide equal names
/// from namespaces above or imports. Code that never names an experiment would then break.
/// </summary>
internal static class NamesInSight
{
    /// <summary>The imports of the project's files.</summary>
    public static IncrementalValueProvider<ValueList<ImportedNames>> Imports(IncrementalGeneratorInitializationContext context) => context
        .SyntaxProvider
        .CreateSyntaxProvider(
            (node, _) => node is UsingDirectiveSyntax or ExternAliasDirectiveSyntax,
            (found, cancellation) => Import(found.Node, found.SemanticModel, cancellation))
        .Collect()
        .Select((all, _) => new ValueList<ImportedNames>(all
            .Distinct()
            .OrderBy(i => i.Namespace, StringComparer.Ordinal)
            .ThenBy(i => string.Join(",", i.Names), StringComparer.Ordinal)))
        .WithTrackingName(TrackingNames.ImportedNames);

    /// <summary>The given names that already have a meaning.</summary>
    /// <param name="names">The names of classes.</param>
    /// <param name="rootNamespace">The namespace of the classes.</param>
    /// <param name="imports">The imports of the project's files.</param>
    /// <param name="compilation">The project, without the generated code of its experiments.</param>
    public static IEnumerable<string> Taken(
        IEnumerable<string> names, string rootNamespace, ValueList<ImportedNames> imports, Compilation compilation)
    {
        INamespaceSymbol[] around = [compilation.GlobalNamespace, .. Found(Parts(rootNamespace))];
        INamespaceSymbol[] all = [.. around, .. Found(imports.Select(i => i.Namespace).OfType<string>())];
        return names.Where(name => imports.Any(i => i.Names.Contains(name))
            || around.Any(space => space.GetMembers(name).OfType<INamespaceSymbol>().Any())
            || all.Any(space => space.GetTypeMembers(name, 0).Any(IsSeen)));

        IEnumerable<INamespaceSymbol> Found(IEnumerable<string> spaces) =>
            spaces.Select(s => Find(compilation, s)).OfType<INamespaceSymbol>();

        bool IsSeen(INamedTypeSymbol type) =>
            compilation.IsSymbolAccessibleWithin(type, compilation.Assembly) && !IsPartOfExperiment(type, rootNamespace);
    }

    /// <summary>Reads a using directive: a namespace, or single names.</summary>
    private static ImportedNames Import(SyntaxNode directive, SemanticModel model, CancellationToken cancellation)
    {
        if (directive is ExternAliasDirectiveSyntax assembly)
        {
            return new ImportedNames(null, new([assembly.Identifier.ValueText]));
        }

        var import = (UsingDirectiveSyntax)directive;
        if (import.Alias is { } alias)
        {
            return new ImportedNames(null, new([alias.Name.Identifier.ValueText]));
        }

        return model.GetSymbolInfo(import.NamespaceOrType, cancellation).Symbol switch
        {
            INamespaceSymbol space => new ImportedNames(space.ToDisplayString(), default),
            INamedTypeSymbol type => new ImportedNames(null, new(StaticMembers(type).Distinct().OrderBy(n => n, StringComparer.Ordinal))),
            _ => new ImportedNames(null, default),
        };
    }

    /// <summary>The names of <c>using static</c>: static members, constants and nested types.</summary>
    private static IEnumerable<string> StaticMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            foreach (ISymbol member in at.GetMembers().Where(m => m.CanBeReferencedByName && (m.IsStatic || m is INamedTypeSymbol)))
            {
                yield return member.Name;
            }
        }
    }

    /// <summary>Whether the user's own code extends the generated class as another part of it.</summary>
    private static bool IsPartOfExperiment(INamedTypeSymbol type, string rootNamespace) =>
        type.IsStatic
        && Plain(type.ContainingNamespace.ToDisplayString()) == Plain(rootNamespace)
        && type.DeclaringSyntaxReferences.Length > 0
        && type.DeclaringSyntaxReferences.All(part => part.GetSyntax() is ClassDeclarationSyntax declaration
            && declaration.Modifiers.Any(m => m.ValueText == "partial"));

    private static INamespaceSymbol? Find(Compilation compilation, string name)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (string part in Plain(name).Split('.'))
        {
            space = space?.GetMembers(part).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return space;
    }

    /// <summary>A name without the sign that allows keywords.</summary>
    private static string Plain(string name) => name.Replace("@", "");

    /// <summary><c>A.B.C</c> as <c>A</c>, <c>A.B</c> and <c>A.B.C</c>.</summary>
    private static IEnumerable<string> Parts(string name)
    {
        string[] parts = name.Split('.');
        return parts.Select((_, i) => string.Join(".", parts.Take(i + 1)));
    }
}

/// <summary>The names that a using directive imports.</summary>
/// <param name="Namespace">The namespace whose types it imports, or <see langword="null"/>.</param>
/// <param name="Names">The single names that it imports: an alias, or the members of a class.</param>
internal sealed record ImportedNames(string? Namespace, ValueList<string> Names);
