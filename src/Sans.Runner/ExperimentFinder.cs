using Sans.Configuration;
using Sans.Core.Activations;

namespace Sans.Runner;

/// <summary>Finds the experiment that a command line names: one of the catalogue, or a file.</summary>
internal sealed class ExperimentFinder(IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations, TextWriter warnings)
{
    /// <summary>The named experiment.</summary>
    /// <param name="nameOrFile">A name of the catalogue, or the path of a file.</param>
    /// <param name="settings">Settings of the command line, laid over it.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    /// <exception cref="DiagnosticsException">Its file or the settings have mistakes; every one of them is in the message.</exception>
    public ExperimentConfig Find(string nameOrFile, IReadOnlyList<string> settings) =>
        settings.Count == 0 && InCatalog(nameOrFile) is { } entry ? entry.Config() : FindRead(nameOrFile, settings).Config!;

    /// <summary>The named experiment, read from its text: it knows where each value was given.</summary>
    /// <inheritdoc cref="Find"/>
    public ReadResult FindRead(string nameOrFile, IReadOnlyList<string> settings)
    {
        ReadResult result = InCatalog(nameOrFile) is { } entry
            ? entry.Read(activations.Schemas, settings)
            : Read(PathOf(nameOrFile), settings);
        if (result.Config is null)
        {
            throw new DiagnosticsException(result.Diagnostics);
        }

        foreach (ConfigDiagnostic diagnostic in result.Diagnostics.Where(d => d.Rule.Level == DiagnosticLevel.Warning))
        {
            warnings.WriteLine(diagnostic);
        }

        return result;
    }

    /// <summary>Reads a file, mistakes and all.</summary>
    /// <exception cref="UserErrorException">There is no such file, or it cannot be read.</exception>
    public ReadResult Read(string file, IReadOnlyList<string> settings)
    {
        try
        {
            ReadResult result = ExperimentFile.Read(file, activations.Schemas, settings);
            return result.Config is not null && NotInBuild(file) is { } warning ? result with { Diagnostics = new([warning, .. result.Diagnostics]) } : result;
        }
        catch (IOException e)
        {
            throw new UserErrorException(e.Message);
        }
    }

    private ExperimentEntry? InCatalog(string name) => experiments.FirstOrDefault(e => e.Name == name);

    private string PathOf(string nameOrFile)
    {
        if (nameOrFile.Length == 0)
        {
            throw new UserErrorException("an empty name was given; give the name of an experiment or the path of a YAML file");
        }

        bool isPath = nameOrFile.AsSpan().IndexOfAny('/', '\\') >= 0 || Path.HasExtension(nameOrFile) || Path.Exists(nameOrFile);
        if (isPath)
        {
            return nameOrFile;
        }

        string? nearest = NearestName.Of(nameOrFile, experiments.Select(e => e.Name));
        string hint = nearest is null ? $"there are {string.Join(", ", experiments.Select(e => e.Name))}." : $"did you mean '{nearest}'?";
        throw new UserErrorException($"there is no experiment '{nameOrFile}'; {hint} A file is given by its path, such as ./{nameOrFile}.yaml");
    }

    /// <summary>SANS019 for a file beside a project whose build has not seen it as it is.</summary>
    private ConfigDiagnostic? NotInBuild(string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return ProjectFolder.Is(folder) && !experiments.Any(e => e.File == Path.GetFileName(file) && e.Source() == ExperimentFile.ReadText(file))
            ? new ConfigDiagnostic(
                DiagnosticRules.NotInBuild,
                TextSpan.StartOf(file),
                "this file is not in the build as it is now; build the project, and then run the experiment by its name")
            : null;
    }
}
