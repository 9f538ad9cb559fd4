namespace Sans.Configuration;

/// <summary>An experiment of a catalogue that was made when the program was built.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The YAML file it was made from, relative to the project.</param>
/// <param name="Config">The experiment, built without parsing.</param>
/// <param name="Source">The text of the file.</param>
public sealed record ExperimentEntry(string Name, string File, Func<ExperimentConfig> Config, Func<string> Source);
