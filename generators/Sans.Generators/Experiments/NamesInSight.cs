using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sans.Configuration;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>
/// Tells which names have a meaning in the code of a project. A class in the root namespace would hide what stands in a namespace
/// above or was imported, and break code that never names an experiment.
/// </summary>
internal static class NamesInSight
{
    /// <summary>What the files of a project import.</summary>
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

    /// <summary>Those of some names that have a meaning already.</summary>
    /// <param name="names">The names of classes.</param>
    /// <param name="rootNamespace">Where the classes would stand.</param>
    /// <param name="imports">What the files of the project import.</param>
    /// <param name="compilation">The project, without what is generated for its experiments.</param>
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

    /// <summary>A using directive: a namespace, or the names that it brings by itself.</summary>
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

    /// <summary>What <c>using static</c> brings: static members, constants and nested types.</summary>
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

    /// <summary>Whether a researcher's own code extends the generated class: both are parts of one.</summary>
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

    /// <summary>A name without the sign that lets a keyword be one.</summary>
    private static string Plain(string name) => name.Replace("@", "");

    /// <summary><c>A.B.C</c> as <c>A</c>, <c>A.B</c> and <c>A.B.C</c>.</summary>
    private static IEnumerable<string> Parts(string name)
    {
        string[] parts = name.Split('.');
        return parts.Select((_, i) => string.Join(".", parts.Take(i + 1)));
    }
}

/// <summary>What a using directive brings into sight.</summary>
/// <param name="Namespace">The namespace whose types it imports, or <see langword="null"/> where it imports none.</param>
/// <param name="Names">The names that it brings by itself: an alias, or the members of a class.</param>
internal sealed record ImportedNames(string? Namespace, ValueList<string> Names);
