using System.CommandLine;
using Sans.Configuration.Files;
using Sans.Configuration.Schema;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Data.Recordings;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans data inspect PATH</c></summary>
internal static class InspectCommand
{
    private const int WidestPlot = 100;
    private const int Margin = 8;
    private const int MostChosen = 8;

    public static Command Create(IActivationRegistry activations, SansConsole console)
    {
        Argument<string> path = new("PATH") { Description = "A recording file, in the current folder or in the data folder." };
        Option<string?> data = CommonArguments.Data();
        Option<string[]> settings = RecordingArguments.Settings();
        Command command = new("inspect", "Print the channels of a recording file, and the YAML that uses it.") { path, data, settings };
        command.SetAction(parsed =>
        {
            var folder = DataFolder.Find(parsed.GetValue(data));
            (string file, string name, string root) = Locate(parsed.GetRequiredValue(path), folder);
            RecordingsTemplate template = RecordingArguments.Template(name, parsed.GetValue(settings));
            InspectedFile found = RecordingInspector.Inspect(
                file, name, RecordingArguments.Dataset(template, activations), Math.Clamp(console.Width - Margin, 1, WidestPlot));
            console.Output.Write(RecordingListing.Write(found));
            if (found.ChannelCount == 0)
            {
                console.Error.WriteLine("It has no channel, so that no experiment can use it.");
                return ExitCode.Success;
            }

            console.Output.Write("\n" + Fitting(template, found).Datasets());
            console.Error.WriteLine($"To make an experiment of it: "
                + $"{StartedProgram.Command([.. new[] { "new", "NAME", "--files", name }, .. Given(root, parsed.GetValue(data), parsed.GetValue(settings))])}");
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Adds the time and the channels of a file to the template, where the user has not given them.</summary>
    internal static RecordingsTemplate Fitting(RecordingsTemplate template, InspectedFile file)
    {
        InspectedChannel? clock = file.Channels.Where(c => c is { IsClock: true, Time: not null } || IsTimeWithGaps(c))
            .Where(c => IsCalledTime(c) || c.Time!.Step != 1)
            .OrderByDescending(IsCalledTime)
            .FirstOrDefault();
        if (clock is not null && file.Channels.Count > 1 && IsText(file.Name) && !template.Has(RecordingSchemas.TimeColumn))
        {
            template = template.WithTime(NameOf(clock, file), clock.Time!.Unit);
        }

        InspectedChannel[] signals = Signals(file);
        return template.Has(RecordingSchemas.Channel) || file.ChannelCount == 1 || signals.Length == 0
            ? template : template.WithChannels([.. signals.Take(MostChosen).Select(c => NameOf(c, file))]);
    }

    /// <summary>The channels that are signals. Of several rates, they are those of the highest.</summary>
    internal static InspectedChannel[] Signals(InspectedFile file)
    {
        InspectedChannel[] signals = [.. file.Channels.Where(c => c.IsSignal && !IsTime(c))];
        double? highest = signals.Max(c => c.SampleRateHz);
        return [.. signals.Where(c => c.SampleRateHz == highest)];
    }

    /// <summary>Whether a channel rises with every sample and has the name of a time. Its steps need not be even.</summary>
    private static bool IsTime(InspectedChannel channel) => channel.Time is not null && IsCalledTime(channel);

    /// <summary>Whether a channel is a time with few gaps. A time of uneven steps gives no rate.</summary>
    private static bool IsTimeWithGaps(InspectedChannel channel)
    {
        const int SamplesOfGap = 100;
        return IsTime(channel) && channel.Time!.GapCount <= Math.Max(1, channel.SampleCount / SamplesOfGap);
    }

    /// <summary>Whether a channel has the name of a time. One that counts samples gives no rate.</summary>
    private static bool IsCalledTime(InspectedChannel channel) =>
        channel.Label.Contains("time", StringComparison.OrdinalIgnoreCase) || channel.Label is "t" or "T" || channel.Time?.Unit is not null;

    private static bool IsText(string name) =>
        new[] { ".csv", ".tsv", ".txt" }.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(e + ".gz", StringComparison.OrdinalIgnoreCase));

    private static object NameOf(InspectedChannel channel, InspectedFile file) =>
        channel.Label.Length > 0 && file.Channels.Count(c => c.Label == channel.Label) == 1 ? channel.Label : (long)channel.Number;

    private static (string File, string Name, string Root) Locate(string path, DataFolder folder)
    {
        if (path.Length == 0)
        {
            throw new UserErrorException("an empty path was given; give the path of a recording file");
        }

        string root = Path.GetFullPath(folder.Path);
        string? found = new[] { Path.GetFullPath(path), Path.Combine(root, path) }.FirstOrDefault(File.Exists);
        if (found is null)
        {
            throw new UserErrorException(Directory.Exists(path)
                ? $"{path} is a folder; name one of its files"
                : $"there is no file {path} in the current folder or in the data folder {folder.Path} ({folder.Origin})");
        }

        string below = Path.GetRelativePath(root, found);
        bool isBelow = !Path.IsPathRooted(below) && below != ".."
            && !below.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isBelow ? (found, below.Replace(Path.DirectorySeparatorChar, '/'), root)
            : (found, Path.GetFileName(found), Path.GetDirectoryName(found)!);
    }

    private static IEnumerable<string> Given(string root, string? data, string[]? settings)
    {
        bool isFound = data is null && Path.GetFullPath(DataFolder.Find().Path) == root;
        return [.. isFound ? (string[])[] : ["--data", root], .. (settings ?? []).SelectMany(s => new[] { "-s", s })];
    }
}
