using System.CommandLine;
using System.Text;
using Sans.Configuration;
using Sans.Core.Models;
using Sans.Framework;
using Sans.Runner;
using Sans.Runner.Output;
using Sans.Tests.Contracts;

namespace Sans.Tests.Runner;

/// <summary>A full disk under standard output or standard error.</summary>
public sealed class FullOutputTests : IClassFixture<EarlierRuns>, IDisposable
{
    private const string Small = """
        name: small
        datasets: [synthetic_motifs]
        window: { samples: 120, length: 10 }
        model: { kernel_size: 3 }
        activations: [relu]
        training: { epochs: 1 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-tests-").FullName;
    private readonly Dictionary<string, string[]> _printing;

    public FullOutputTests(EarlierRuns runs)
    {
        string file = Path.Combine(_folder, "small.yaml");
        File.WriteAllText(file, Small);
        string signal = Path.Combine(_folder, "signal.csv");
        File.WriteAllText(signal, "ecg\n1\n3\n2\n");
        string run = runs.Copied("reconstruction", "finished");
        string root = Path.GetDirectoryName(run)!;
        string[] toRuns = ["--out", _folder];
        string model = Path.Combine(
            _folder, "m.safetensors"), events = Path.Combine(_folder, "events"), occurrences = Path.Combine(_folder, "found.csv");
        SanModel network = new(new TrainedModel(new SanNetwork([[1, 2]], new ActivationConfig("relu", default), true, 2), 1, "none"));
        network.Save(model);
        EventFiles.Write(events, network, [network.Encode([1f, 3, 2])]);
        File.WriteAllText(occurrences, "sample\n1\n");
        _printing = new()
        {
            ["run"] = [file, "--quiet", .. toRuns],
            ["resume"] = [run, "--quiet"],
            ["validate"] = [file],
            ["show"] = [file],
            [""] = [],
            ["help"] = ["run"],
            ["explain"] = ["SANS003"],
            ["completion"] = [],
            ["completion bash"] = [],
            ["completion zsh"] = [],
            ["completion pwsh"] = [],
            ["list"] = [],
            ["data"] = [],
            ["list experiments"] = [],
            ["list activations"] = [],
            ["list datasets"] = [],
            ["list engines"] = [],
            ["list runs"] = ["--out", Path.GetDirectoryName(root)!],
            ["new"] = ["fresh", .. toRuns],
            ["schema"] = [],
            ["report"] = [run],
            ["compare"] = [run, run],
            ["encode"] = [model, signal, .. toRuns],
            ["decode"] = [events, "--model", model, .. toRuns],
            ["detect"] = [events, "--model", model, "--polarity", "both", .. toRuns],
            ["features"] = [model, signal, .. toRuns],
            ["explore"] = [model, signal, "--out", Path.Combine(_folder, "signal.html")],
            ["score"] = [occurrences, "--reference", occurrences, "--tolerance", "1"],
            ["data inspect"] = [signal],
            ["data list"] = ["--data", _folder],
            ["data verify"] = ["mnist", "--data", _folder],
            ["submit"] = [file, .. toRuns],
            ["doctor"] = [.. toRuns, "--data", _folder],
        };
    }

    /// <summary><c>data fetch</c> writes only its help to standard output.</summary>
    [Fact]
    public void Every_command_says_once_that_its_output_is_lost()
    {
        foreach (string command in Commands())
        {
            Require([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            if (command != "data fetch")
            {
                Assert.True(_printing.ContainsKey(command), $"what does '{command}' print? Give it arguments above");
                Require([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. _printing[command]]);
            }
        }

        Require(["--version"]);
    }

    [Fact]
    public void Without_standard_error_a_command_does_its_work()
    {
        using StringWriter output = new();
        Assert.Equal(ExitCode.Success, Run(output, new FullWriter(), ["run", .. _printing["run"][..1], .. _printing["run"][2..]]));
        Assert.Contains("relu", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.UserError, Run(output, new FullWriter(), "validate", Path.Combine(_folder, "nothing.yaml")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Require(string[] arguments)
    {
        using StringWriter error = new();
        int exitCode = Run(new FullWriter(), error, arguments);
        string[] lines = [.. error.ToString().Split('\n').Where(line => line.StartsWith("error", StringComparison.Ordinal))];
        Assert.True(
            exitCode == ExitCode.UserError
                && lines is [var line]
                && line.TrimEnd('\r').Split(';')[0] == "error: standard output cannot be written: No space left on device",
            $"{string.Join(' ', arguments)} ended with {exitCode}: {error}");
    }

    private static int Run(TextWriter output, TextWriter error, params string[] arguments) =>
        SansApplication.Run(
            arguments, Experiments.ExperimentCatalog.All, Experiments.ActivationRegistry.Instance, [], new SansConsole(output, error));

    /// <summary>Every command by its words. The program itself has no words.</summary>
    private static IEnumerable<string> Commands()
    {
        return Below(SansApplication.CreateRoot(
            Experiments.ExperimentCatalog.All, Experiments.ActivationRegistry.Instance, [], new(TextWriter.Null, TextWriter.Null)), "");

        static IEnumerable<string> Below(Command command, string words) =>
            command.Subcommands.SelectMany(sub => Below(sub, $"{words} {sub.Name}".TrimStart())).Prepend(words);
    }

    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
