using System.CommandLine;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Data;
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
        Argument<string[]> files = new("FILES")
        {
            Description = "Recordings in any format that experiments read.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> key = ModelFiles.Key();
        Option<string?> channel = new("--channel")
        {
            Description = "The channel, by name or by number from 0. Default: the only "
            + "channel, or the channel that the model was trained on.",
            HelpName = "CHANNEL"
        };
        Option<double?> rate = new("--rate") { Description = "Samples per second, for files that do not say it.", HelpName = "HZ" };
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
            (file, model) => Open(file, parsed.GetValue(settings), parsed.GetValue(channel), parsed.GetValue(rate), model, activations),
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
                RequireRate(model, recording, file);
                if (!names.Add((recording.Name, recording.Channel)))
                {
                    throw new UserErrorException($"{file}: another recording is called '{recording.Name}', too; rename one of the files");
                }

                if (recording.SampleRateHz is null && model.Model.SampleRateHz is { } trained)
                {
                    console.Error.WriteLine(FormattableString.Invariant(
                        $"{recording.Name}: nothing says its sample rate, so events have no time; the model was trained at {trained} ")
                            + "Hz. `-s time_column=NAME` or --rate says it");
                }

                Tell(writer.Add(recording), recording.Notes, console);
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

    private static void Tell(EncodedRecording encoded, IReadOnlyList<string> notes, SansConsole console)
    {
        SanScore score = encoded.Score;
        console.Error.WriteLine(FormattableString.Invariant(
            $"{encoded.Recording}{(encoded.Channel.Length > 0 ? $" ({encoded.Channel})" : "")}: {encoded.SampleCount:N0} ")
                + FormattableString.Invariant($"samples, {encoded.EventCount:N0} events, CR⁻¹ {score.InverseCompressionRatio:F4}, ")
                    + FormattableString.Invariant($"loss {score.NormalizedReconstructionLoss:F4}, φ {score.Phi:F4} (mean of ")
                        + FormattableString.Invariant($"windows {score.MeanPhiOfWindows:F4})"));
        foreach (string note in notes)
        {
            console.Error.WriteLine(note);
        }
    }

    /// <summary>Opens the named channel, the only one, or the one that the model was trained on.</summary>
    private static StoredRecording Open(
        string file, string[]? settings, string? channel, double? rate, SanModel model, IActivationRegistry activations)
    {
        try
        {
            return RecordingArguments.Open(file, settings, channel, rate, activations);
        }
        catch (DatasetException first) when (channel is null && model.Model.Channel.Length > 0 && File.Exists(file))
        {
            try
            {
                return RecordingArguments.Open(file, settings, model.Model.Channel, rate, activations);
            }
            catch (DatasetException)
            {
                // The user can correct the fault of the file itself.
                throw first;
            }
        }
    }

    /// <summary>Checks the rate. At another rate, a kernel of m samples has another duration.</summary>
    private static void RequireRate(SanModel model, StoredRecording recording, string file)
    {
        if (model.Model.SampleRateHz is { } trained
            && recording.SampleRateHz is { } found
            && Math.Abs(found - trained) > 1e-6 * trained)
        {
            throw new UserErrorException(FormattableString.Invariant(
                $"{file} has {found} samples per second, but the model was trained at {trained}; resample the recording"));
        }
    }
}
