using System.CommandLine;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Framework;
using Sans.Networks.Features;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans features MODEL|RUN FILES</c></summary>
internal static class FeaturesCommand
{
    private const string Window = "window", Whole = "recording";

    /// <summary>The command.</summary>
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
        Option<string> per = new("--per")
        {
            Description = "A row for each window of the training's length, or for each recording.",
            HelpName = "window|recording",
            DefaultValueFactory = _ => Window,
        };
        CommonArguments.AcceptOnly(per, Window, Whole);
        Option<bool> log = new("--log") { Description = "Take magnitudes and errors as log(1e-4 + v)." };
        Option<string> output = new("--out")
        {
            Description = "The folder for features.csv and unusual.csv.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "features",
        };
        Command command = new(
            "features",
            "Write features of windows or recordings beside six trivial statistics, and list the places of unusual residual.")
        {
            model, files, key, channel, rate, settings, per, log, output,
        };
        command.SetAction(parsed => Write(
            ModelFiles.Load(parsed.GetRequiredValue(model), parsed.GetValue(key), activations),
            parsed.GetRequiredValue(files),
            (file, model) => RecordingArguments.ForModel(file, parsed.GetValue(settings), parsed.GetValue(channel), model, c =>
                RecordingArguments.Load(file, parsed.GetValue(settings), c, parsed.GetValue(rate), activations)),
            parsed.GetRequiredValue(per) == Window,
            parsed.GetValue(log),
            parsed.GetRequiredValue(output),
            console));
        return command;
    }

    private static int Write(
        SanModel model,
        string[] files,
        Func<string, SanModel, Recording> load,
        bool perWindow,
        bool usesLogarithm,
        string output,
        SansConsole console)
    {
        List<FeaturedRecording> all = [];
        foreach (string file in files)
        {
            Recording recording = load(file, model);
            RecordingArguments.RequireRate(model, recording.Channels[0].SampleRateHz, file);
            RecordingFeatures features = new(model, recording, model.Encode(recording));
            all.Add(new FeaturedRecording(
                model.Filter(recording),
                perWindow ? features.Windows(usesLogarithm) : [features.Whole(usesLogarithm)],
                features.UnusualSamples()));
            console.Error.WriteLine(all[^1].UnusualSamples is { } samples
                ? FormattableString.Invariant($"{recording.Name}: {samples.Count:N0} stretches of samples with an unusual residual")
                : $"{recording.Name}: the median absolute deviation of the residual is 0, so that no sample is called unusual");
        }

        string table = Path.Combine(output, "features.csv"), list = Path.Combine(output, "unusual.csv");
        try
        {
            Directory.CreateDirectory(output);
            WholeOutput.Write(table, path => FeatureFiles.WriteTable(path, model, all));
            WholeOutput.Write(list, path => FeatureFiles.WriteUnusual(path, all, perWindow ? Window : Whole));
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new UserErrorException($"{output} cannot be written: {e.Message}");
        }

        console.Error.WriteLine(FormattableString.Invariant(
            $"{FeatureFiles.Scores(all).Sum(s => s.Count(v => v > RobustScores.Bound)):N0} of {all.Sum(f => f.Rows.Count):N0} ")
                + $"{(perWindow ? "windows" : "recordings")} with an unusual error");
        console.Output.WriteLine(table);
        console.Output.WriteLine(list);
        return ExitCode.Success;
    }
}
