using System.CommandLine;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Data.Recordings;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans new NAME</c></summary>
internal static class NewCommand
{
    public static Command Create(IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations, SansConsole console)
    {
        Argument<string> name = new("NAME")
        {
            Description = "The name of the experiment: lower-case letters, digits, '-' and '_', a letter first.",
        };
        Option<string?> output = new("--out")
        {
            Description = "The folder to write to. Default: `experiments` if it is a project folder or a folder of the project here, else the current folder.",
            HelpName = "DIR",
        };
        CommonArguments.RefuseEmpty(output);
        Option<string?> files = new("--files")
        {
            Description = "Recordings of the experiment: a path or pattern in the data folder, such as \"study/*.edf\".",
            HelpName = "PATTERN",
        };
        Option<string?> data = CommonArguments.Data();
        Option<string[]> settings = RecordingArguments.Settings();
        Command command = new(
            "new", "Write the file of a new experiment, with a comment on each line.") { name, output, files, data, settings };
        command.SetAction(parsed =>
        {
            string given = parsed.GetRequiredValue(name);
            string text = parsed.GetValue(files) is { } pattern
                ? OfRecordings(
                    given,
                    RecordingArguments.Template(pattern, parsed.GetValue(settings)),
                    DataFolder.Find(parsed.GetValue(data)),
                    activations)
                : ExperimentTemplate.For(given);
            string[] more = parsed.GetValue(data) is { } root ? ["--data", root] : [];
            return Write(given, text, more, parsed.GetValue(output) ?? ProjectFolder.OfExperiments(), experiments, activations, console);
        });
        return command;
    }

    /// <summary>Writes a file that must not exist. A failure leaves none.</summary>
    private static void WriteNew(string file, string text)
    {
        bool isNew = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            isNew = true;
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            if (!isNew && File.Exists(file))
            {
                throw new UserErrorException($"{file} already exists");
            }

            if (isNew)
            {
                File.Delete(file);
            }

            throw new UserErrorException($"{file} cannot be written: {e.Message}");
        }
    }

    /// <summary>An experiment on the files of a pattern, with windows that fit the shortest one.</summary>
    private static string OfRecordings(string name, RecordingsTemplate template, DataFolder folder, IActivationRegistry activations)
    {
        const int LongestWindow = 1_000, ShortestWindow = 10, WindowsOfOne = 12, WindowsOfEach = 4, FewestToSplit = 3;
        DatasetConfig dataset = RecordingArguments.Dataset(template, activations);
        var files = RecordingInspector.Find(folder, dataset);
        InspectedFile[] inspected = [.. files.Select(f => RecordingInspector.Inspect(f.File, f.Name, dataset, plotWidth: 1))];
        if (Array.Find(inspected, f => f.ChannelCount == 0) is { } empty)
        {
            throw new UserErrorException($"{empty.Name}: it has no channel, so that no experiment can use it");
        }

        bool isSplitWhole = inspected.Sum(f => f.RecordingCount) >= FewestToSplit;
        long shortest = inspected.Min(f => InspectCommand.Signals(f).Select(c => c.SampleCount).DefaultIfEmpty(0).Min());

        // Each piece between gaps may lose most of a window.
        long gaps = inspected.Max(f => f.Channels.Max(c => Math.Max(c.GapCount, c.Time?.GapCount ?? 0)));
        long windows = (isSplitWhole ? WindowsOfEach : WindowsOfOne) + (gaps > 0 ? gaps + 1 : 0);
        int length = (int)Math.Clamp(shortest / windows, ShortestWindow, LongestWindow);
        length = inspected[0].RecordingCount > 1 ? (int)Math.Max(1, shortest) : length;
        return InspectCommand.Fitting(template, inspected[0]).Experiment(name, length, isSplitWhole);
    }

    private static int Write(
        string name,
        string text,
        string[] more,
        string folder,
        IReadOnlyList<ExperimentEntry> experiments,
        IActivationRegistry activations,
        SansConsole console)
    {
        string file = ExperimentFinder.PathIn(folder, name + ".yaml");

        // The name may be invalid or taken. The rest of the template is valid.
        ReadResult read = ExperimentReader.Read(text, file, activations.Schemas);
        if (read.Config is null)
        {
            throw new UserErrorException($"no experiment can be called '{name}': {read.Diagnostics[0].Message}");
        }

        var clash = ExperimentNames.Clashes([.. experiments.Select(e => (e.Name, e.File)), (name, file)]).LastOrDefault(
            c => c.Index == experiments.Count);
        if (clash.Message is { } message)
        {
            throw new UserErrorException(message);
        }

        WriteNew(file, text);

        console.Output.WriteLine(file);
        string project = ProjectFolder.Is(folder) ? folder : ProjectFolder.OfProject();
        bool isBuilt = ProjectFolder.Is(folder) || (folder == ProjectFolder.OfExperiments() && ProjectFolder.Is(project));
        IEnumerable<string> program = StartedProgram.IsTool ? StartedProgram.Words
            : ["dotnet", "run", "-c", "Release", "--project", project, "--"];
        console.Error.WriteLine(isBuilt
            ? $"The build checks every change. To run it: {ShellText.Line([.. program, "run", name, .. more])}"
            : $"It is in no project. To check and run it: {StartedProgram.Command(["run", file, .. more])}");
        return ExitCode.Success;
    }
}
