namespace Sans.Configuration.Files;

/// <summary>Folders of projects.</summary>
public static class ProjectFolder
{
    // Where experiments lie. In this repository that is a project, in a study a folder of the project.
    private const string Usual = "experiments";

    /// <summary>
    /// The folder of the project with the experiments, relative to the current folder: <c>experiments</c> if it is a project
    /// folder, else <c>.</c>.
    /// </summary>
    public static string OfProject() => Is(Usual) ? Usual : ".";

    /// <summary>
    /// The folder of experiments, relative to the current folder: <c>experiments</c> if it is a project folder or a folder of the
    /// project here, else <c>.</c>.
    /// </summary>
    public static string OfExperiments() => Is(Usual) || (Is(".") && Directory.Exists(Usual)) ? Usual : ".";

    /// <summary>Whether a folder holds a project. A folder that does not exist or cannot be listed holds none.</summary>
    /// <param name="folder">The path of the folder.</param>
    public static bool Is(string folder) => FilesIn(folder, "*.csproj").Count > 0;

    /// <summary>The names of files in a folder, for hints. The list is empty where the folder cannot be listed.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="pattern">The pattern of the names.</param>
    internal static IReadOnlyList<string> FilesIn(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, pattern).Select(f => Path.GetFileName(f))];
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            return [];
        }
    }
}
