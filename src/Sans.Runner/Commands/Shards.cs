using System.CommandLine;
using Sans.Core.Activations;
using Sans.Runner.Output;
using Sans.Runs;
using Sans.Runs.Folders;
using Sans.Runs.Shards;

namespace Sans.Runner.Commands;

/// <summary><c>sans run RUN --shard I/N</c>: one share of a run that <c>sans submit</c> has frozen.</summary>
internal static class Shards
{
    private const string Name = "--shard";

    /// <summary>The option <c>--shard I/N</c>.</summary>
    public static Option<string?> Option()
    {
        Option<string?> option = new(Name)
        {
            Description = "Train share I of N of a run that `sans submit` has frozen. NAME|FILE is then the run folder.",
            HelpName = "I/N",
        };
        option.Validators.Add(result =>
        {
            string text = result.Tokens is [{ } token] ? token.Value : "";
            if (!Shard.TryParse(text, out _))
            {
                result.AddError($"{Name} is a share such as 2/4, from 1/4 to 4/4; found '{text}'");
            }
        });
        return option;
    }

    /// <summary>Refuses options that all shards take from the run folder.</summary>
    /// <exception cref="UserErrorException">One of the options was given.</exception>
    public static void RefuseWhatIsFrozen(ParseResult parsed, params Option[] options)
    {
        if (options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given)
        {
            throw new UserErrorException(
                $"{given.Name} and {Name} cannot be combined: the run was frozen by sans submit. Give {given.Name} to sans submit");
        }
    }

    /// <summary>Trains the shard.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(
        string path,
        string share,
        ExperimentFinder finder,
        IActivationRegistry activations,
        Engines engines,
        int jobs,
        string? data,
        bool isQuiet,
        SansConsole console)
    {
        Shard.TryParse(share, out Shard shard);
        if (!RunFolders.IsRun(path))
        {
            throw new UserErrorException($"{Name} trains a share of a run, but '{path}' is not a run folder. sans submit makes the "
                + "folder and prints the command for each share");
        }

        using RunFolder folder = RunFolder.OpenShard(path, shard);
        return ResumeCommand.Resume(folder, shard, finder, activations, engines, jobs, data, isQuiet, console);
    }
}
