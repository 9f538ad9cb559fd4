using System.Globalization;
using System.Text;
using Sans.Configuration.Yaml;
using Sans.Data.Recordings;

namespace Sans.Runner.Output;

/// <summary>The output of <c>sans data inspect</c> for a file.</summary>
internal static class RecordingListing
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const int ShownAnnotations = 3;

    /// <summary>Writes a block for the file and one for each channel, with LF line ends.</summary>
    public static string Write(InspectedFile file)
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{file.Name}: {Counted(file.RecordingCount, "recording")}, {Counted(file.ChannelCount, "channel")}{(file.RecordingCount > 1 ? "; the first one:" : "")}\n");
        if (file.Start is { } start)
        {
            text.Append(CultureInfo.InvariantCulture, $"  began {start:yyyy-MM-dd HH:mm:ss}\n");
        }

        if (file.Annotations.Count > 0)
        {
            var shown = file.Annotations.Take(ShownAnnotations).Select(a =>
                FormattableString.Invariant($"'{VisibleText.Of(a.Text)}' at {a.OnsetSeconds:0.###} s"));
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Counted(file.Annotations.Count, "annotation")}: {string.Join(", ", shown)}{(file.Annotations.Count > ShownAnnotations ? ", …" : "")}\n");
        }

        foreach (string note in file.Notes)
        {
            text.Append("  note: ").Append(note).Append('\n');
        }

        foreach (InspectedChannel channel in file.Channels)
        {
            text.Append('\n').Append(Head(channel)).Append('\n');
            if (channel.Word is null)
            {
                text.Append("     ").Append(Plot(channel)).Append('\n');
            }
        }

        if (file.ChannelCount > file.Channels.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  and {Counted(file.ChannelCount - file.Channels.Count, "channel")} more\n");
        }

        return text.ToString();
    }

    private static string Head(InspectedChannel channel)
    {
        string label = channel.Label.Length > 0 ? $" '{VisibleText.Of(channel.Label)}'" : "";
        if (channel.Word is { } word)
        {
            return FormattableString.Invariant($"  {channel.Number}{label}: words, such as '{VisibleText.Of(word)}'");
        }

        string units = channel.Units.Length > 0 ? " " + VisibleText.Of(channel.Units) : "";
        string rate = channel.SampleRateHz is { } hz ? FormattableString.Invariant($" at {hz} Hz") : "";
        string missing = channel.MissingCount > 0 ? FormattableString.Invariant($", {channel.MissingCount:N0} missing") : "";
        string pieces = channel.GapCount > 0 ? $", with {Counted(channel.GapCount, "gap")}" : "";
        string range = double.IsNaN(channel.Minimum)
            ? "" : FormattableString.Invariant($", from {channel.Minimum:G6} to {channel.Maximum:G6}{units}");
        string gaps = channel.Time is { GapCount: > 0 and var gapCount } ? $", with {Counted(gapCount, "gap")}" : "";
        string clock = channel.IsClock ? $", rises evenly as a clock does{gaps}{Clock(channel)}"
            : channel.Time is not null ? $", rises with every sample{gaps}" : "";
        return FormattableString.Invariant(
            $"  {channel.Number}{label}: {Counted(channel.SampleCount, "sample")}{rate}{pieces}{missing}{range}{clock}");
    }

    /// <summary>The rates of a clock, in its unit or in the possible units.</summary>
    private static string Clock(InspectedChannel channel) => channel switch
    {
        { Time: null } => ", but not with every sample",
        { SampleRateHz: not null } => "",
        { Time: { Unit: { } unit } time } => ": " + Rate(time, unit),
        { Time: { } time } => $": {Rate(time, "seconds")}, {Rate(time, "milliseconds")}",
    };

    private static string Rate(InspectedTime time, string unit) =>
        FormattableString.Invariant($"{time.RateIn(unit):G6} Hz if it counts {unit}");

    private static string Plot(InspectedChannel channel)
    {
        double low = channel.Plot.Where(p =>
            !double.IsNaN(p)).DefaultIfEmpty(0).Min(), high = channel.Plot.Where(p => !double.IsNaN(p)).DefaultIfEmpty(0).Max();
        return new string([.. channel.Plot.Select(p => double.IsNaN(p) ? ' ' : Blocks[high > low
            ? (int)Math.Min(Blocks.Length - 1, (p - low) / (high - low) * Blocks.Length) : 0])]);
    }

    private static string Counted(long count, string noun) => FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
