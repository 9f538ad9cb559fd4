using System.CommandLine;
using System.Globalization;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Data.Formats.Npy;
using Sans.Framework;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans decode EVENTS --model MODEL</c></summary>
internal static class DecodeCommand
{
    private const string Npy = "npy";
    private const string Csv = "csv";

    /// <summary>Makes the command.</summary>
    /// <param name="activations">The activations that models can name.</param>
    /// <param name="console">The console.</param>
    public static Command Create(IActivationRegistry activations, SansConsole console)
    {
        Argument<string> events = new("EVENTS")
        {
            Description = "The file events.csv of `sans encode`, with events.json beside it, or their folder.",
        };
        Option<string> model = ModelFiles.OfEvents();
        Option<string?> recording = new("--recording")
        {
            Description = "The recording. With it, the residual is written too.",
            HelpName = "FILE",
        };
        Option<string[]> settings = RecordingArguments.Settings();
        Option<string> format = new("--format") { Description = "How to write it.", HelpName = "npy|csv", DefaultValueFactory = _ => Npy };
        CommonArguments.AcceptOnly(format, Npy, Csv);
        Option<string> output = new("--out")
        {
            Description = "The folder for the reconstruction.",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        Command command = new(
            "decode", "Reconstruct a signal from its events, in the unit of the signal.") { events, model, recording, settings, format, output };
        command.SetAction(parsed => Decode(
            ModelFiles.LoadFor(parsed.GetRequiredValue(model), parsed.GetRequiredValue(events), activations),
            parsed.GetRequiredValue(events),
            parsed.GetValue(recording),
            (file, channel, model) => RecordingArguments.ForModel(file, parsed.GetValue(settings), channel, model, c =>
                RecordingArguments.Load(file, parsed.GetValue(settings), c, null, activations)),
            parsed.GetRequiredValue(format),
            parsed.GetRequiredValue(output),
            console));
        return command;
    }

    private static int Decode(
        SanModel model,
        string events,
        string? file,
        Func<string, string?, SanModel, Recording> load,
        string format,
        string output,
        SansConsole console)
    {
        IReadOnlyList<SanEncoding> encodings = EventFiles.Read(events, model);
        SanEncoding[] wanted = file is null ? [.. encodings] : [.. encodings.Where(e => e.Recording == Path.GetFileName(file))];
        if (wanted.Length == 0)
        {
            throw new UserErrorException(
                $"{events} has no recording '{Path.GetFileName(file)}'; it has {string.Join(", ", encodings.Select(e => e.Recording))}");
        }

        foreach (SanEncoding encoding in wanted)
        {
            float[] reconstruction = model.Decode(encoding, checked((int)encoding.SampleCount));
            Write("reconstruction", reconstruction);
            if (file is not null)
            {
                Recording recording = model.Filter(load(file, encoding.Channel.Length > 0 ? encoding.Channel : null, model));
                IReadOnlyList<double> samples = recording.Channels[0].Samples;
                if (samples.Count != reconstruction.Length)
                {
                    throw new UserErrorException(FormattableString.Invariant(
                        $"{file} has {samples.Count} samples, but the events belong to {reconstruction.Length}"));
                }

                Write("residual", [.. samples.Select((x, t) => (float)(x - reconstruction[t]))]);
            }

            void Write(string what, float[] samples)
            {
                string name =
                    $"{encoding.Recording.Replace('/', '_')}{(encoding.Channel.Length > 0 ? "." + string.Concat(encoding.Channel.Select(c => char.IsLetterOrDigit(c) ? c : '_')) : "")}.{what}.{format}";
                string path = Path.Combine(output, name);
                try
                {
                    Directory.CreateDirectory(output);
                    byte[] content = format == Npy ? NpyWriter.Write(samples) : System.Text.Encoding.UTF8.GetBytes(
                        string.Concat(samples.Select(s => s.ToString("R", CultureInfo.InvariantCulture) + "\n").Prepend(what + "\n")));
                    WholeOutput.Write(path, partial => File.WriteAllBytes(partial, content));
                }
                catch (Exception e) when (FileProblem.Is(e))
                {
                    throw new UserErrorException($"{path} cannot be written: {e.Message}");
                }

                console.Output.WriteLine(path);
            }
        }

        return ExitCode.Success;
    }
}
