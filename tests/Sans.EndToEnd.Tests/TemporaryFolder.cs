namespace Sans.EndToEnd.Tests;

/// <summary>A folder of a test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sans-e2e-").FullName;

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        string path = File(name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Runs <c>sans</c> in this folder to its end, within the process of the tests.</summary>
    public ProcessResult Sans(params string[] arguments) => InProcess.Sans(Path, arguments);

    /// <summary>Runs <c>sans</c> in this folder to its end, as a process of its own.</summary>
    public ProcessResult SansProcess(params string[] arguments)
    {
        using RunningProcess process = RunningProcess.Sans(Path, arguments);
        return process.Wait();
    }

    /// <summary>The folder of the only run below this folder.</summary>
    public string SingleRun() => Assert.Single(Runs("runs"));

    /// <summary>The folder of the only run, or nothing while there is none.</summary>
    /// <param name="root">The folder of all runs, below this folder.</param>
    public string? TrySingleRun(string root = "runs") => Directory.Exists(File(root)) ? Runs(root).SingleOrDefault() : null;

    // A run gets its name when its folder is complete.
    private IEnumerable<string> Runs(string root) =>
        Directory.GetDirectories(File(root)).SelectMany(Directory.GetDirectories).Where(run => System.IO.Path.GetFileName(run)[0] != '.');

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
