using System.CommandLine;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Framework;
using Sans.Networks.Events;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans detect EVENTS --model MODEL</c></summary>
internal static class DetectCommand
{
    private const string Csv = "csv", Mit = "mit", Edf = "edf", Audacity = "audacity";

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
        Option<string> polarity = new("--polarity")
        {
            Description = "The signs that count. dominant: for each kernel, the sign that was stronger in training.",
            HelpName = "dominant|both|positive|negative",
            DefaultValueFactory = _ => "dominant",
        };
        CommonArguments.AcceptOnly(polarity, "dominant", "both", "positive", "negative");
        Option<double> least = new("--least")
        {
            Description = "Leave out events below this share of a large amplitude in training.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => 0.0,
        };
        Option<int?> kernel = new("--kernel") { Description = "The only kernel that counts, from 0. Default: all.", HelpName = "KERNEL" };
        Option<string> format = new("--format")
        {
            Description = "The output format. csv: one file. mit, edf, audacity: one file for each recording.",
            HelpName = "csv|mit|edf|audacity",
            DefaultValueFactory = _ => Csv,
        };
        CommonArguments.AcceptOnly(format, Csv, Mit, Edf, Audacity);
        Option<string> output = new("--out") { Description = "The folder to write to.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        Command command = new(
            "detect",
            "List the place of each event: where its atom is largest.") { events, model, polarity, least, kernel, format, output };
        command.SetAction(parsed => Detect(
            ModelFiles.LoadFor(parsed.GetRequiredValue(model), parsed.GetRequiredValue(events), activations),
            parsed.GetRequiredValue(events),
            Enum.Parse<Polarity>(parsed.GetRequiredValue(polarity), ignoreCase: true),
            parsed.GetValue(least),
            parsed.GetValue(kernel),
            parsed.GetRequiredValue(format),
            parsed.GetRequiredValue(output),
            console));
        return command;
    }

    private static int Detect(
        SanModel model, string events, Polarity polarity, double least, int? kernel, string format, string output, SansConsole console)
    {
        if (kernel is { } one && (one < 0 || one >= model.Kernels.Count))
        {
            throw new UserErrorException(
                FormattableString.Invariant($"there is no kernel {one}; the model has {model.Kernels.Count}, from 0"));
        }

        List<RecordingOccurrences> all = [];
        foreach (SanEncoding encoding in EventFiles.Read(events, model))
        {
            try
            {
                all.Add(new RecordingOccurrences(
                    encoding.Recording,
                    encoding.Channel,
                    encoding.SampleRateHz,
                    Detection.Of(model.Model, encoding, encoding.SampleCount, polarity, least, kernel)));
            }
            catch (ArgumentException error)
            {
                throw new UserErrorException(error.Message.Split(" (Parameter", StringSplitOptions.None)[0]);
            }

            Tell(model, all[^1], console);
        }

        try
        {
            Directory.CreateDirectory(output);
            foreach (string path in Write(all, format, output))
            {
                console.Output.WriteLine(path);
            }
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"{output} cannot be written: {e.Message}");
        }

        return ExitCode.Success;
    }

    private static void Tell(SanModel model, RecordingOccurrences recording, SansConsole console)
    {
        console.Error.WriteLine(FormattableString.Invariant($"{recording.Recording}: {recording.Occurrences.Count:N0} occurrences"));
        int distance = model.ShortestDistance;
        if (Detection.ShortestInterval(recording.Occurrences) is { } shortest && shortest <= 1.05 * distance)
        {
            console.Error.WriteLine(FormattableString.Invariant(
                $"{recording.Recording}: two occurrences lie {shortest} samples apart, but the activation removes neighbours within ")
                    + FormattableString.Invariant($"{distance}. Some occurrences may be missing"));
        }
    }

    private static IEnumerable<string> Write(List<RecordingOccurrences> all, string format, string output)
    {
        if (format == Csv)
        {
            string path = Path.Combine(output, "occurrences.csv");
            WholeOutput.Write(path, partial => OccurrenceFiles.WriteCsv(partial, all));
            return [path];
        }

        // Recordings that differ in their ending only keep it.
        ILookup<string, RecordingOccurrences> named = all.ToLookup(r => StemOf(r.Recording), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. all.Select(recording => WriteOne(
                recording,
                named[StemOf(recording.Recording)].Skip(1).Any() ? FileNameOf(recording.Recording) : StemOf(recording.Recording),
                format,
                output)),
        ];
    }

    private static string FileNameOf(string recording) => recording.Replace('/', '_');

    private static string StemOf(string recording) => Path.GetFileNameWithoutExtension(FileNameOf(recording));

    private static string WriteOne(RecordingOccurrences recording, string fileName, string format, string output)
    {
        (string ending, string name, Action<string, RecordingOccurrences> write) = format switch
        {
            Mit => (".san", "", OccurrenceFiles.WriteMit),
            Edf => (".events.edf", "EDF+ annotations", OccurrenceFiles.WriteEdf),
            _ => (".labels.txt", "Audacity labels", (Action<string, RecordingOccurrences>)OccurrenceFiles.WriteAudacity),
        };
        if (name.Length > 0 && recording.SampleRateHz is null)
        {
            throw new UserErrorException($"{recording.Recording}: {name} need the sample rate, which is not known; "
                + "encode again with `sans encode --rate HZ`");
        }

        string path = Path.Combine(output, fileName + ending);
        write(path, recording);
        return path;
    }
}
