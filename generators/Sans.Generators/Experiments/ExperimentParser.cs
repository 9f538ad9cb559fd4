using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Generators.Diagnostics;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>Reads a file of the project and checks its experiment.</summary>
internal static class ExperimentParser
{
    private const string IsExperimentKey = "build_metadata.AdditionalFiles.SansExperiment";
    private const string IsBaseKey = "build_metadata.AdditionalFiles.SansExperimentBase";

    // Members of the class that are not values of the experiment.
    private static readonly string[] ReservedMembers = [ExperimentNames.Config, ExperimentNames.Source, ExperimentNames.Bases];

    /// <summary>
    /// The text of a file that the project marks as an experiment or a base, or <see langword="null"/> for another file.
    /// </summary>
    public static ExperimentText? ReadText(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        AnalyzerConfigOptions marks = options.GetOptions(file);
        bool isBase = IsMarked(marks, IsBaseKey);
        if (!isBase && !IsMarked(marks, IsExperimentKey))
        {
            return null;
        }

        string relative = RelativePath(file.Path, ProjectSteps.Property(options, "ProjectDir"));
        return Guard.Run(
            () => file.GetText(cancellation) is { } text ? new ExperimentText(file.Path, relative, Utf8View.Of(text), isBase) : null,
            e => new ExperimentText(file.Path, relative, "", isBase, DiagnosticInfo.Failure(relative, LocationInfo.StartOf(file.Path), e)));
    }

    /// <summary>
    /// Reads the experiment, or every mistake in the file. A base has its mistakes only. An exception becomes SANS900.
    /// </summary>
    public static ExperimentReading Read(ExperimentFiles files, ValueList<ActivationSchema> activations) => Guard.Run(
        () => files.Own.Failure is null ? ReadChecked(files, activations) : Failed(files.Own, files.Own.Failure),
        e => Failed(files.Own, DiagnosticInfo.Failure(files.Own.File, LocationInfo.StartOf(files.Own.Path), e)));

    private static ExperimentReading ReadChecked(ExperimentFiles files, ValueList<ActivationSchema> activations)
    {
        ExperimentText source = files.Own;
        SourceFiles bases = new(files.Bases.Select(b => new SourceFile(FilePath.Normal(b.Path), b.Text)).ToArray(), files.Others);
        if (source.IsBase)
        {
            ValueList<ConfigDiagnostic> mistakes = ExperimentReader.ReadBase(source.Text, source.Path, activations, bases);
            return new ExperimentReading(source, files.Bases, null, default, new(mistakes.Select(DiagnosticInfo.Of)));
        }

        ReadResult result = ExperimentReader.Read(source.Text, source.Path, activations, bases);
        ExperimentModel? model = result.Config is { } config ? Model(config, source.File, activations) : null;
        return new ExperimentReading(source, files.Bases, model, result.NameSpan, new(result.Diagnostics.Select(DiagnosticInfo.Of)));
    }

    private static ExperimentModel Model(ExperimentConfig config, string file, ValueList<ActivationSchema> activations)
    {
        string className = PascalCase.Of(config.Name);
        return new ExperimentModel(
            new ExperimentIdentity(config.Name, className, file),
            config,
            MemberTree.Of(KindSchemas.Values(config), KindSchemas.Of(config).Schema(activations), className, ReservedMembers));
    }

    private static ExperimentReading Failed(ExperimentText source, DiagnosticInfo failure) =>
        new(source, default, null, default, new(failure));

    private static bool IsMarked(AnalyzerConfigOptions marks, string key) =>
        marks.TryGetValue(key, out string? mark) && mark.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The path below the project's folder, or else the bare file name. No absolute path may reach generated code.
    /// </summary>
    private static string RelativePath(string path, string projectFolder)
    {
        string file = path.Replace('\\', '/');
        string folder = projectFolder.Replace('\\', '/').TrimEnd('/') + "/";
        return folder.Length > 1 && file.StartsWith(folder, StringComparison.OrdinalIgnoreCase)
            ? file.Substring(folder.Length)
            : file.Substring(file.LastIndexOf('/') + 1);
    }
}
