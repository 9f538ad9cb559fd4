using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Configuration.Yaml;
using Sans.Generators.Diagnostics;

namespace Sans.Generators.Experiments;

/// <summary>The text of one file: an experiment, or a base of several.</summary>
/// <param name="Path">The file as the compiler knows it: absolute, for diagnostics only.</param>
/// <param name="File">The file relative to the project, with <c>/</c>.</param>
/// <param name="Text">The content, decoded like in a program that reads UTF-8.</param>
/// <param name="IsBase">Whether it is only a base for others.</param>
/// <param name="Failure">SANS900 where the text could not be read.</param>
internal sealed record ExperimentText(string Path, string File, string Text, bool IsBase, DiagnosticInfo? Failure = null);

/// <summary>A file with the paths that it extends.</summary>
internal sealed record LinkedText(ExperimentText Text, ValueList<string> Targets);

/// <summary>A file with all files that it extends, directly or not. The result of reading it depends on nothing else.</summary>
/// <param name="Own">The file.</param>
/// <param name="Bases">The files that it extends.</param>
/// <param name="Others">The paths of all files where one is missing, for suggestions.</param>
internal sealed record ExperimentFiles(ExperimentText Own, ValueList<ExperimentText> Bases, ValueList<string> Others);

/// <summary>The result of reading one experiment file.</summary>
/// <param name="Source">The file.</param>
/// <param name="Bases">The files that it extends.</param>
/// <param name="Model">The experiment, or <see langword="null"/> where there was an error.</param>
/// <param name="NameSpan">The place of the experiment's name.</param>
/// <param name="Diagnostics">The mistakes, from top to bottom.</param>
internal sealed record ExperimentReading(
    ExperimentText Source,
    ValueList<ExperimentText> Bases,
    ExperimentModel? Model,
    TextSpan NameSpan,
    ValueList<DiagnosticInfo> Diagnostics)
{
    /// <summary>The experiment with the place of its class.</summary>
    public ExperimentReading Placed(ValueList<ClassInCatalog> inCatalog) =>
        Model is { } model && inCatalog.FirstOrDefault(c => c.ClassName == model.Identity.ClassName) is { } place
            ? this with { Model = model with { Identity = model.Identity with { NameInCatalog = place.NameInCatalog } } }
            : this;
}

/// <summary>One experiment without positions. It stays equal where only comments or layout of the file change.</summary>
/// <param name="Identity">Its names.</param>
/// <param name="Config">The whole experiment.</param>
/// <param name="Members">Its values as members of the generated class.</param>
internal sealed record ExperimentModel(ExperimentIdentity Identity, ExperimentConfig Config, ValueList<Member> Members);

/// <summary>The names of an experiment.</summary>
/// <param name="Name">The name in YAML: <c>uci-epilepsy</c>.</param>
/// <param name="ClassName">The name in C#: <c>UciEpilepsy</c>.</param>
/// <param name="File">Its file relative to the project.</param>
internal sealed record ExperimentIdentity(string Name, string ClassName, string File)
{
    /// <summary>
    /// The name of the class inside the catalogue's class, where <see cref="ClassName"/> already has another meaning. It is
    /// <see langword="null"/> where the class is in the root namespace.
    /// </summary>
    public string? NameInCatalog { get; init; }

    /// <summary>The name of the class in the root namespace.</summary>
    public string QualifiedName => NameInCatalog is null ? ClassName : ExperimentNames.Catalog + "." + NameInCatalog;
}

/// <summary>A class inside the catalogue's class, because its name already has another meaning.</summary>
/// <param name="ClassName">Its name.</param>
/// <param name="NameInCatalog">Its name there.</param>
internal sealed record ClassInCatalog(string ClassName, string NameInCatalog);

/// <summary>The text of an experiment's file, character by character.</summary>
/// <param name="Identity">The experiment.</param>
/// <param name="Text">The content of its file.</param>
/// <param name="Bases">The files that it extends, relative to the project.</param>
internal sealed record ExperimentSource(ExperimentIdentity Identity, string Text, ValueList<SourceFile> Bases);
