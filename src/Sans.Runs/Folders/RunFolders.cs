using Sans.Configuration.Files;
using Sans.Runs.Shards;

namespace Sans.Runs.Folders;

/// <summary>Finds the folders of runs, and their files.</summary>
public static class RunFolders
{
    /// <summary>The file name of the experiment of a run.</summary>
    internal const string ConfigName = "config.yaml";

    /// <summary>The file name of the record of a run.</summary>
    internal const string RecordName = "run.json";

    /// <summary>The prefix of folders that are not complete yet.</summary>
    internal const string PartialPrefix = ".partial-";

    /// <summary>Whether a path is the folder of a run.</summary>
    /// <exception cref="UserErrorException">The folder cannot be listed.</exception>
    public static bool IsRun(string path)
    {
        string[] names = [.. Entries(path, Directory.EnumerateFiles).Select(f => Path.GetFileName(f))];
        return names.Contains(ConfigName) && names.Contains(RecordName);
    }

    /// <summary>Requires the folder of a run.</summary>
    /// <exception cref="UserErrorException">The folder does not exist, is not a run, or cannot be listed.</exception>
    public static void RequireRun(string path)
    {
        if (!IsRun(path))
        {
            throw new UserErrorException(WhyNoRun(path));
        }
    }

    /// <summary>
    /// Every run below a folder of all runs, by experiment and time, and every folder there that cannot be listed.
    /// </summary>
    /// <param name="root">The folder of all runs.</param>
    /// <exception cref="UserErrorException">The folder of all runs cannot be listed.</exception>
    public static IEnumerable<string> RunsBelow(string root) =>
        Entries(root, Directory.EnumerateDirectories).SelectMany(e => CanBeListed(e)
            ? RunsOf(e).Where(r => !CanBeListed(r) || IsRun(r))
            : [e]);

    /// <summary>The journals in a folder, in a fixed order.</summary>
    public static IEnumerable<string> JournalsOf(string path) => Directory.GetFiles(path, "trials*.jsonl").Order(StringComparer.Ordinal);

    /// <summary>The journal of a shard, if it exists.</summary>
    public static IEnumerable<string> JournalsOf(string path, Shard shard) => Directory.GetFiles(path, $"trials.{shard.Name}.jsonl");

    /// <summary>The folders of an experiment that may be runs.</summary>
    private static IEnumerable<string> RunsOf(string experiment) =>
        Entries(experiment, Directory.EnumerateDirectories).Where(
            d => !Path.GetFileName(d).StartsWith(PartialPrefix, StringComparison.Ordinal));

    private static bool CanBeListed(string folder)
    {
        try
        {
            _ = Entries(folder, Directory.EnumerateFiles);
            return true;
        }
        catch (UserErrorException)
        {
            return false;
        }
    }

    /// <summary>The entries of a folder, in a fixed order. They are empty where the folder does not exist.</summary>
    /// <exception cref="UserErrorException">The folder cannot be listed.</exception>
    private static IReadOnlyList<string> Entries(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            // On Windows, a file in place of the folder has no exception of its own.
            return folder.Length == 0 || File.Exists(folder) ? [] : [.. list(folder).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"the folder {folder} cannot be listed: {FileProblem.Reason(e)}");
        }
    }

    private static string WhyNoRun(string path)
    {
        if (!Directory.Exists(path))
        {
            string what = File.Exists(path) ? $"{path} is a file" : $"there is no folder '{path}'";
            return what + "; give the folder of a run, such as runs/quickstart/20260101T120000Z-0123abcd";
        }

        string? newest = RunsOf(path).LastOrDefault(r => CanBeListed(r) && IsRun(r));
        return $"{path} is not the folder of a run; " + (newest is null
            ? $"it has no {ConfigName} and {RecordName}"
            : $"its newest run is {newest}");
    }
}
