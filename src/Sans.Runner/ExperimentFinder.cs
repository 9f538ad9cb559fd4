using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;
using Sans.Configuration.Yaml;
using Sans.Core.Activations;
using Sans.Runs;

namespace Sans.Runner;

/// <summary>Finds the experiment of a command line: one of the catalogue, or a file.</summary>
internal sealed class ExperimentFinder(IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations, TextWriter warnings)
{
    /// <summary>The names of the catalogue.</summary>
    public IEnumerable<string> Names => experiments.Select(e => e.Name);

    /// <summary>The named experiment.</summary>
    /// <param name="nameOrFile">A name of the catalogue, or the path of a file.</param>
    /// <param name="settings">Settings of the command line, applied over it.</param>
    /// <exception cref="UserErrorException">The experiment does not exist.</exception>
    /// <exception cref="DiagnosticsException">Its file or the settings have mistakes. The message has all of them.</exception>
    public ExperimentConfig Find(string nameOrFile, IReadOnlyList<string> settings)
    {
        if (settings.Count > 0 || InCatalog(nameOrFile) is not { } entry)
        {
            return FindRead(nameOrFile, settings).Config!;
        }

        Warn(ChangedSinceBuild(entry));
        return entry.Config();
    }

    /// <summary>The named experiment, read from its text, with the place of each given value.</summary>
    /// <inheritdoc cref="Find"/>
    public ReadResult FindRead(string nameOrFile, IReadOnlyList<string> settings)
    {
        ExperimentEntry? entry = InCatalog(nameOrFile);
        Warn(entry is null ? [] : ChangedSinceBuild(entry));
        ReadResult result = entry?.Read(activations.Schemas, settings) ?? Read(PathOf(nameOrFile), settings);
        if (result.Config is null)
        {
            throw new DiagnosticsException(result.Diagnostics);
        }

        Warn(result.Diagnostics.Where(d => d.Rule.Level == DiagnosticLevel.Warning));
        return result;
    }

    /// <summary>The named experiment, or <see langword="null"/> where none exists without a mistake.</summary>
    /// <param name="nameOrFile">A name of the catalogue, or the path of a file.</param>
    public ExperimentConfig? TryFind(string nameOrFile)
    {
        try
        {
            return InCatalog(nameOrFile) is { } entry ? entry.Config()
                : File.Exists(nameOrFile) ? ExperimentFile.Read(nameOrFile, activations.Schemas).Config
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads a file with all its mistakes.</summary>
    /// <exception cref="UserErrorException">The file does not exist or cannot be read.</exception>
    public ReadResult Read(string file, IReadOnlyList<string> settings)
    {
        try
        {
            return ExperimentFile.Read(file, activations.Schemas, settings);
        }
        catch (IOException e)
        {
            throw new UserErrorException(e.Message);
        }
    }

    /// <summary>The experiment of a run, from the file in its folder.</summary>
    /// <exception cref="UserErrorException">The file cannot be read.</exception>
    /// <exception cref="DiagnosticsException">The file has mistakes.</exception>
    public ExperimentConfig OfRun(string file)
    {
        ReadResult read = Read(file, []);
        return read.Config ?? throw new DiagnosticsException(read.Diagnostics);
    }

    /// <summary>The path of a file in a folder. It is the bare name for the current folder.</summary>
    public static string PathIn(string folder, string file) => folder == "." ? file : Path.Combine(folder, file);

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

        // The file was made since the build, or in a folder without a project.
        string[] files = [.. ((string[])[ProjectFolder.OfExperiments(), "."]).Select(folder => PathIn(folder, nameOrFile + ".yaml"))];
        if (Array.Find(files, File.Exists) is { } file)
        {
            throw new UserErrorException(
                $"there is no experiment '{nameOrFile}' in this build, but there is a file {file}; give that path, or build the project");
        }

        string? nearest = NearestName.Of(nameOrFile, experiments.Select(e => e.Name));
        string hint = nearest is null ? $"there are {string.Join(", ", experiments.Select(e => e.Name))}." : $"did you mean '{nearest}'?";
        throw new UserErrorException(
            $"there is no experiment '{nameOrFile}'; {hint} A file is given by its path, such as ./{nameOrFile}.yaml");
    }

    /// <summary>
    /// A diagnostic SANS019 for each file of an experiment whose text in the project folder differs from that of the build.
    /// </summary>
    private static IEnumerable<ConfigDiagnostic> ChangedSinceBuild(ExperimentEntry entry)
    {
        string folder = ProjectFolder.OfProject();
        return ProjectFolder.Is(folder)
            ? from built in entry.Bases().Prepend(new SourceFile(entry.File, entry.Source()))
              let file = PathIn(folder, built.File)
              where TextOf(file) is { } text && text != built.Text
              select new ConfigDiagnostic(
                  DiagnosticRules.ChangedSinceBuild,
                  TextSpan.StartOf(file),
                  $"this file has changed since the build, but '{entry.Name}' is still the built version; "
                  + "build the project, or give the path of the file")
            : [];
    }

    private static string? TextOf(string file)
    {
        try
        {
            return File.Exists(file) ? ExperimentFile.ReadText(file) : null;
        }
        catch (IOException)
        {
            // A built experiment needs no file.
            return null;
        }
    }

    private void Warn(IEnumerable<ConfigDiagnostic> diagnostics)
    {
        foreach (ConfigDiagnostic diagnostic in diagnostics)
        {
            warnings.WriteLine(diagnostic);
        }
    }
}
