namespace Sans.Data;

/// <summary>The folder of published data: <c>physionet/&lt;database&gt;/&lt;record&gt;.hea</c> and so on.</summary>
/// <param name="Path">The folder, which need not exist.</param>
/// <param name="Origin">The origin of the choice, in words, for messages.</param>
public sealed record DataFolder(string Path, string Origin)
{
    private const string Option = "--data";

    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "SANS_DATA";

    /// <summary>Whether the folder exists.</summary>
    /// <exception cref="DatasetException">A folder above it cannot be entered.</exception>
    public bool Exists => DataFile.IsFolder(Path) == true;

    /// <summary>The advice for missing files.</summary>
    /// <param name="canBeFetched">Whether the files are published, so that they can be fetched.</param>
    /// <param name="canBeSkipped">Whether the experiment can run without the datasets.</param>
    public string Advice(bool canBeFetched = true, bool canBeSkipped = true) =>
        $"The data folder is {Path} ({Origin}). {(canBeFetched ? "Fetch the files" : "Put the files there")}"
        + (canBeSkipped
            ? ", name another folder with --data, or leave out missing datasets with --skip-missing-data"
            : ", or name another folder with --data. No phase can be left out");

    /// <summary>The arguments of <c>sans</c> that fetch datasets into this folder, or none where there are no datasets.</summary>
    /// <param name="datasets">The datasets, by their names in <c>sans data fetch NAME</c>.</param>
    public IReadOnlyList<string> FetchArguments(IReadOnlyCollection<string> datasets) => datasets.Count == 0
        ? []
        : ["data", "fetch", .. datasets.Distinct(), .. Origin == Option ? (string[])[Option, Path] : []];

    /// <summary>Receives the progress of reading datasets, or <see langword="null"/> for nobody.</summary>
    public IProgress<ReadingProgress>? Progress { get; init; }

    /// <summary>Whether the folder is the default one.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The folder that the user gave, else that of <c>SANS_DATA</c>, else the user's cache folder.</summary>
    public static DataFolder Find(string? given = null)
    {
        if (given is not null)
        {
            return new DataFolder(given, Option);
        }

        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
            ? new DataFolder(folder, Variable)
            : new DataFolder(
                System.IO.Path.Combine(CacheRoot(), "sans"), "the default; --data or " + Variable + " choose another")
            { IsDefault = true };
    }

    /// <summary>The path of a file or folder in it.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string CacheRoot()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } cache && System.IO.Path.IsPathRooted(cache))
        {
            return cache;
        }

        // Without a home folder there is no lasting cache.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length == 0 ? System.IO.Path.GetTempPath()
            : OperatingSystem.IsMacOS() ? System.IO.Path.Combine(home, "Library", "Caches")
            : System.IO.Path.Combine(home, ".cache");
    }
}
