using System.CommandLine;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Framework;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans encode MODEL|RUN FILES</c></summary>
internal static class EncodeCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="activations">The activations that models can name.</param>
    /// <param name="console">The console.</param>
    public static Command Create(IActivationRegistry activations, SansConsole console)
    {
        Argument<string> model = ModelFiles.Argument();
        Argument<string[]> files = RecordingArguments.Files();
        Option<string?> key = ModelFiles.Key();
        Option<string?> channel = RecordingArguments.Channel();
        Option<double?> rate = RecordingArguments.Rate();
        Option<string[]> settings = RecordingArguments.Settings();
        Option<string> output = new("--out")
        {
            Description = "The folder for events.csv and events.json.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "events",
        };
        Command command = new("encode", "Apply a trained network to recordings. Write the place and amplitude of each event.")
        {
            model,
            files,
            key,
            channel,
            rate,
            settings,
            output,
        };
        command.SetAction(parsed => Encode(
            ModelFiles.Load(parsed.GetRequiredValue(model), parsed.GetValue(key), activations),
            parsed.GetRequiredValue(files),
            (file, model) => RecordingArguments.ForModel(file, parsed.GetValue(settings), parsed.GetValue(channel), model, c =>
                RecordingArguments.Open(file, parsed.GetValue(settings), c, parsed.GetValue(rate), activations)),
            parsed.GetRequiredValue(output),
            console));
        return command;
    }

    private static int Encode(
        SanModel model, string[] files, Func<string, SanModel, StoredRecording> open, string output, SansConsole console)
    {
        try
        {
            using EventWriter writer = new(output, model);
            HashSet<(string, string)> names = [];
            foreach (string file in files)
            {
                StoredRecording recording = open(file, model);
                RecordingArguments.RequireRate(model, recording.SampleRateHz, file);
                if (!names.Add((recording.Name, recording.Channel)))
                {
                    throw new UserErrorException($"{file}: another recording is called '{recording.Name}', too; rename one of the files");
                }

                if (recording.SampleRateHz is null && model.Model.SampleRateHz is { } trained)
                {
                    console.Error.WriteLine(FormattableString.Invariant(
                        $"{recording.Name}: its sample rate is unknown, so events have no time; the model was trained at {trained} ")
                            + "Hz. Give the rate by `-s time_column=NAME` or --rate");
                }

                Tell(writer.Add(recording), console);
            }

            writer.Complete();
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"{output} cannot be written: {e.Message}");
        }

        if (model.WindowOfSelection is { } window)
        {
            console.Error.WriteLine(FormattableString.Invariant(
                $"{model.Model.Network.Activation.Name} selects in windows of {window:N0} samples from sample 0, as in the training"));
        }

        console.Output.WriteLine(Path.Combine(output, "events.csv"));
        return ExitCode.Success;
    }

    private static void Tell(EncodedRecording encoded, SansConsole console)
    {
        SanScore score = encoded.Score;
        console.Error.WriteLine(FormattableString.Invariant(
            $"{encoded.Recording}{(encoded.Channel.Length > 0 ? $" ({encoded.Channel})" : "")}: {encoded.SampleCount:N0} ")
                + FormattableString.Invariant($"samples, {encoded.EventCount:N0} events, CR⁻¹ {score.InverseCompressionRatio:F4}, ")
                    + FormattableString.Invariant($"loss {score.NormalizedReconstructionLoss:F4}, φ {score.Phi:F4} (mean of ")
                        + FormattableString.Invariant($"windows {score.MeanPhiOfWindows:F4})"));
        foreach (string note in encoded.Notes)
        {
            console.Error.WriteLine(note);
        }
    }
}
