using Sans.Configuration;
using Sans.Core.Activations;

namespace Sans.Runner;

/// <summary>Finds the experiment that a command line names: one of the catalogue, or a file.</summary>
internal sealed class ExperimentFinder(IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations)
{
    /// <summary>The named experiment.</summary>
    /// <exception cref="UserErrorException">There is none, or its file has mistakes; every one of them is in the message.</exception>
    public ExperimentConfig Find(string nameOrFile)
    {
        if (experiments.FirstOrDefault(e => e.Name == nameOrFile) is { } entry)
        {
            return entry.Config();
        }

        if (nameOrFile.Length == 0)
        {
            throw new UserErrorException("an empty name was given; give the name of an experiment or the path of a YAML file");
        }

        bool isPath = nameOrFile.AsSpan().IndexOfAny('/', '\\') >= 0 || Path.HasExtension(nameOrFile) || Path.Exists(nameOrFile);
        if (!isPath)
        {
            string? nearest = NearestName.Of(nameOrFile, experiments.Select(e => e.Name));
            string hint = nearest is null ? $"there are {string.Join(", ", experiments.Select(e => e.Name))}." : $"did you mean '{nearest}'?";
            throw new UserErrorException($"there is no experiment '{nameOrFile}'; {hint} A file is given by its path, such as ./{nameOrFile}.yaml");
        }

        ReadResult result = Read(nameOrFile);
        return result.Config ?? throw new DiagnosticsException(result.Diagnostics);
    }

    /// <summary>Reads a file, mistakes and all.</summary>
    /// <exception cref="UserErrorException">There is no such file, or it cannot be read.</exception>
    public ReadResult Read(string file)
    {
        try
        {
            return ExperimentFile.Read(file, activations.Schemas);
        }
        catch (IOException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
