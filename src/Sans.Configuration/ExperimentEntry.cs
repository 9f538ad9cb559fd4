using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration;

/// <summary>An experiment of the catalogue that was generated at build time.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The YAML file of the experiment, relative to the project.</param>
/// <param name="Config">The experiment, built without parsing.</param>
/// <param name="Source">The text of the file.</param>
/// <param name="Bases">The files that it extends, relative to the project.</param>
public sealed record ExperimentEntry(
    string Name, string File, Func<ExperimentConfig> Config, Func<string> Source, Func<IReadOnlyList<SourceFile>> Bases)
{
    /// <summary>Reads the experiment from its text, with settings of the command line applied.</summary>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="settings">The settings, <c>key.path=value</c>.</param>
    public ReadResult Read(IReadOnlyList<ActivationSchema> activations, IReadOnlyList<string> settings) =>
        ExperimentReader.Read(Source(), File, activations, new SourceFiles(Bases()), settings);
}
