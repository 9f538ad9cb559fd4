using System.CommandLine;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;
using Sans.Core.Activations;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans new NAME</c></summary>
internal static class NewCommand
{
    public static Command Create(IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations, SansConsole console)
    {
        Argument<string> name = new("NAME") { Description = "The name of the experiment: lower-case letters, digits, '-' and '_', a letter first." };
        Option<string?> output = new("--out")
        {
            Description = "The folder to write to. Default: `experiments` where that is the folder of a project, else the current one.",
            HelpName = "DIR",
        };
        CommonArguments.RefuseEmpty(output);
        Command command = new("new", "Write the file of a new experiment, with a comment on each line.") { name, output };
        command.SetAction(parsed =>
            Write(parsed.GetRequiredValue(name), parsed.GetValue(output) ?? ProjectFolder.OfExperiments(), experiments, activations, console));
        return command;
    }

    private static int Write(string name, string folder, IReadOnlyList<ExperimentEntry> experiments, IActivationRegistry activations, SansConsole console)
    {
        string file = ExperimentFinder.PathIn(folder, name + ".yaml");
        string text = ExperimentTemplate.For(name);

        // The name can be wrong or meet one that is taken; the rest of the template is right.
        ReadResult read = ExperimentReader.Read(text, file, activations.Schemas);
        if (read.Config is null)
        {
            throw new UserErrorException($"no experiment can be called '{name}': {read.Diagnostics[0].Message}");
        }

        var clash = ExperimentNames.Clashes([.. experiments.Select(e => (e.Name, e.File)), (name, file)]).LastOrDefault(c => c.Index == experiments.Count);
        if (clash.Message is { } message)
        {
            throw new UserErrorException(message);
        }

        try
        {
            Directory.CreateDirectory(folder);
            using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException(File.Exists(file) ? $"{file} is there already" : $"{file} cannot be written: {e.Message}");
        }

        console.Output.WriteLine(file);
        console.Error.WriteLine(ProjectFolder.Is(folder)
            ? $"Change it as you like; the build checks it. To run it: {ShellText.Line("dotnet", "run", "-c", "Release", "--project", folder, "--", "run", name)}"
            : $"Change it as you like. It lies in no project. To check and run it: {StartedProgram.Command("run", file)}");
        return ExitCode.Success;
    }
}
