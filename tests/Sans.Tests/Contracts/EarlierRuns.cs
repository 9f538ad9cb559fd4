using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;
using Sans.Runner;

namespace Sans.Tests.Contracts;

/// <summary>Copies of the runs of an earlier build, each resumed by <c>sans resume</c> once.</summary>
public sealed class EarlierRuns : IDisposable
{
    public static readonly string[] Kinds =
    [
        "reconstruction", "classification", "sparsity_penalty", "routed_approximation", "routed_experts", "routed_rate",
    ];
    public static readonly string[] States = ["finished", "interrupted", "sharded"];

    private readonly string _root = Directory.CreateTempSubdirectory("sans-earlier-").FullName;
    private readonly Dictionary<(string Kind, string State), string> _resumed = [];

    private static string Folder { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "Earlier");

    /// <summary>The data that they were trained on.</summary>
    public static string Data => Path.Combine(Folder, "data");

    /// <summary>The folder of the run as the earlier build left it. Tests must not write to it.</summary>
    public static string Original(string kind, string state) => Path.Combine(Folder, kind, state);

    /// <summary>The folder of its copy, resumed to the end.</summary>
    public string Resumed(string kind, string state)
    {
        if (!_resumed.TryGetValue((kind, state), out string? copy))
        {
            copy = Copied(kind, state);
            Assert.Equal(ExitCode.Success, Sans("resume", copy, "--quiet", "--data", Data));
            _resumed.Add((kind, state), copy);
        }

        return copy;
    }

    /// <summary>A separate copy.</summary>
    public string Copied(string kind, string state)
    {
        string copy = Directory.CreateDirectory(Path.Combine(_root, $"{kind}-{state}-{Guid.NewGuid():N}")).FullName;
        foreach (string file in Directory.GetFiles(Original(kind, state)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>Writes the report of a run.</summary>
    public static int Report(string run) => Sans("report", run, "--data", Data);

    /// <summary>Runs a command in this process, and drops its output.</summary>
    public static int Sans(params string[] arguments) =>
        SansApplication.Run(
            arguments,
            Experiments.ExperimentCatalog.All,
            Experiments.ActivationRegistry.Instance,
            [],
            new(TextWriter.Null, TextWriter.Null));

    /// <summary>A CSV file by its columns.</summary>
    public static (string[] Columns, string[][] Rows) ReadCsv(string file)
    {
        using StreamReader text = new(file);
        using CsvParser csv = new(text, new CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture));
        List<string[]> lines = [];
        while (csv.Read())
        {
            lines.Add(csv.Record!);
        }

        return (lines[0], [.. lines.Skip(1)]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Here([CallerFilePath] string file = "") => file;
}
