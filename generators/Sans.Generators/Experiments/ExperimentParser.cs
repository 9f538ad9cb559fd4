using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sans.Configuration;
using Sans.Generators.Diagnostics;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>From a file of the project to a checked experiment.</summary>
internal static class ExperimentParser
{
    private const string IsExperimentKey = "build_metadata.AdditionalFiles.SansExperiment";

    // Members of the class that are not values of the experiment.
    private static readonly string[] ReservedMembers = [ExperimentNames.Config, ExperimentNames.Source];

    /// <summary>The text of a file that the project marks as an experiment; <see langword="null"/> for any other.</summary>
    public static ExperimentText? ReadText(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        bool isMarked = options.GetOptions(file).TryGetValue(IsExperimentKey, out string? mark)
            && mark.Equals("true", StringComparison.OrdinalIgnoreCase);
        if (!isMarked)
        {
            return null;
        }

        string relative = RelativePath(file.Path, ProjectSteps.Property(options, "ProjectDir"));
        return Guard.Run(
            () => file.GetText(cancellation) is { } text ? new ExperimentText(file.Path, relative, Utf8View.Of(text)) : null,
            e => new ExperimentText(file.Path, relative, "", DiagnosticInfo.Failure(relative, LocationInfo.StartOf(file.Path), e)));
    }

    /// <summary>The experiment, or every mistake in the file; an exception becomes SANS900.</summary>
    public static ExperimentReading Read(ExperimentText source, ValueList<ActivationSchema> activations) => Guard.Run(
        () => source.Failure is null ? ReadChecked(source, activations) : Failed(source, source.Failure),
        e => Failed(source, DiagnosticInfo.Failure(source.File, LocationInfo.StartOf(source.Path), e)));

    private static ExperimentReading ReadChecked(ExperimentText source, ValueList<ActivationSchema> activations)
    {
        ReadResult result = ExperimentReader.Read(source.Text, source.Path, activations);
        ExperimentModel? model = result.Config is { } config ? Model(config, source.File, activations) : null;
        return new ExperimentReading(source, model, result.NameSpan, new(result.Diagnostics.Select(DiagnosticInfo.Of)));
    }

    private static ExperimentModel Model(ExperimentConfig config, string file, ValueList<ActivationSchema> activations)
    {
        string className = PascalCase.Of(config.Name);
        return new ExperimentModel(
            new ExperimentIdentity(config.Name, className, file),
            config,
            MemberTree.Of(ExperimentValues.Of(config), ExperimentSchema.For(activations), className, ReservedMembers));
    }

    private static ExperimentReading Failed(ExperimentText source, DiagnosticInfo failure) => new(source, null, default, new(failure));

    /// <summary>The path below the project's folder, else the bare file name: no absolute path may reach generated code.</summary>
    private static string RelativePath(string path, string projectFolder)
    {
        string file = path.Replace('\\', '/');
        string folder = projectFolder.Replace('\\', '/').TrimEnd('/') + "/";
        return folder.Length > 1 && file.StartsWith(folder, StringComparison.OrdinalIgnoreCase)
            ? file.Substring(folder.Length)
            : file.Substring(file.LastIndexOf('/') + 1);
    }
}
