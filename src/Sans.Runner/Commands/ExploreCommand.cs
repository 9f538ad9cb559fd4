using System.CommandLine;
using System.Text;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Data;
using Sans.Framework;
using Sans.Reports.Pages;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans explore MODEL|RUN [RECORDING]</c></summary>
internal static class ExploreCommand
{
    private const string Ending = ".html";

    /// <summary>Makes the command.</summary>
    /// <param name="finder">Reads the experiment of a run.</param>
    /// <param name="activations">The activations that models can name.</param>
    /// <param name="console">The console.</param>
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, SansConsole console)
    {
        Argument<string> model = ModelFiles.Argument();
        Argument<string?> file = new("RECORDING")
        {
            Description = "A recording in any format that experiments read. Default: the recording that the model of a run was trained on.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> key = ModelFiles.Key();
        Option<string?> channel = RecordingArguments.Channel();
        Option<double?> rate = RecordingArguments.Rate();
        Option<string[]> settings = RecordingArguments.Settings();
        Option<string?> data = CommonArguments.Data();
        Option<string?> output = new("--out")
        {
            Description = "The page. Default: the name of the recording with .html, in the current folder.",
            HelpName = "FILE",
        };
        Command command = new(
            "explore",
            "Write one page for a whole recording: signal, reconstruction, residual, events, and each kernel with its occurrences.")
        {
            model, file, key, channel, rate, settings, data, output,
        };
        command.SetAction(parsed =>
        {
            string place = parsed.GetRequiredValue(model);
            SanModel loaded = ModelFiles.Load(place, parsed.GetValue(key), activations);
            Recording recording = parsed.GetValue(file) is { } named
                ? RecordingArguments.ForModel(named, parsed.GetValue(settings), parsed.GetValue(channel), loaded, c =>
                    RecordingArguments.Load(named, parsed.GetValue(settings), c, parsed.GetValue(rate), activations))
                : TrainedRecording.Of(place, loaded, parsed.GetValue(data) is { } folder ? DataFolder.Find(folder) : null, finder);
            RecordingArguments.RequireRate(loaded, recording.Channels[0].SampleRateHz, recording.Name);
            Write(loaded, recording, parsed.GetValue(output) ?? NameOf(recording), console);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(SanModel model, Recording recording, string output, SansConsole console)
    {
        if (recording.SampleCount > RecordingPage.MostSamples)
        {
            throw new UserErrorException(FormattableString.Invariant(
                $"{recording.Name} has {recording.SampleCount:N0} samples; a page holds at most {RecordingPage.MostSamples:N0}. ")
                    + "Write the part that you want to see to a file of its own");
        }

        string page = HtmlPage.Write(RecordingPage.Of(model, recording, model.Encode(recording)));
        foreach (string note in model.Filter(recording).Notes)
        {
            console.Error.WriteLine(note);
        }

        try
        {
            if (Path.GetDirectoryName(output) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            File.WriteAllText(output, page, new UTF8Encoding(false));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"{output} cannot be written: {e.Message}");
        }

        console.Output.WriteLine(output);
    }

    private static string NameOf(Recording recording)
    {
        string name = Path.GetFileNameWithoutExtension(recording.Name);
        return string.Concat((name.Length > 0 ? name : "recording").Select(c => char.IsLetterOrDigit(c) || "-_.()".Contains(c) ? c : '_'))
            + Ending;
    }
}
