using System.Text.Json.Serialization;

namespace Sans.Data;

/// <summary>The record of what was read for a dataset, and of its use.</summary>
/// <param name="Channel">The channel: its name in quotes, or its number.</param>
/// <param name="Units">Its unit, or <see langword="null"/> where the files give none.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where it is unknown.</param>
/// <param name="SplitBy">The units that were split: <c>window</c>, <c>recording</c> or <c>subject</c>.</param>
/// <param name="Files">The files, in the order in which they were read.</param>
public sealed record DataReading(
    string Channel,
    string? Units,
    double? SampleRateHz,
    string SplitBy,
    IReadOnlyList<FileReading> Files)
{
    /// <summary>The reading in one line.</summary>
    [JsonIgnore]
    public string Summary
    {
        get
        {
            string files = Files.Count switch
            {
                1 => Files[0].Name,
                2 => $"{Files[0].Name} and {Files[1].Name}",
                _ => FormattableString.Invariant($"{Files.Count:N0} files {Files[0].Name} … {Files[^1].Name}"),
            };
            string units = Units is null ? "" : $" in {Units}";
            string rate = SampleRateHz is { } hz ? FormattableString.Invariant($" at {hz} Hz") : "";
            return FormattableString.Invariant($"{files}, channel {Channel}{units}{rate}, {Files.Sum(f => f.Samples):N0} samples; ")
                + $"split by {SplitBy}: {Part("train", f => f.Train)}, {Part("validation", f => f.Validation)}, "
                    + $"{Part("test", f => f.Test)}{LeftOver()}";
        }
    }

    private string Part(string name, Func<FileReading, WindowRanges?> part)
    {
        WindowRanges[] ranges = [.. Files.Select(part).OfType<WindowRanges>()];
        string of = SplitBy == "window" ? "" : $" of {RecordingsSource.Counted(ranges.Length, "file")}";
        return $"{name} {RecordingsSource.Counted(ranges.Sum(r => r.Count), "window")}{of}";
    }

    private string LeftOver() => Files.Sum(f => f.LeftOverSamples) is var samples and > 0
        ? $"; left over {RecordingsSource.Counted(samples, "sample")}" : "";
}

/// <summary>The record of what was read of a file.</summary>
/// <param name="Name">Its path below the data folder.</param>
/// <param name="Subject">The measured subject, or <see langword="null"/> where subjects are not told apart.</param>
/// <param name="Samples">Number of samples read.</param>
/// <param name="Train">The training windows, or <see langword="null"/> for none.</param>
/// <param name="Validation">The validation windows.</param>
/// <param name="Test">The test windows.</param>
/// <param name="LeftOverSamples">Number of samples read that are in no window of a part.</param>
/// <param name="Annotations">Number of its annotations, or <see langword="null"/> for none.</param>
public sealed record FileReading(
    string Name,
    string? Subject,
    long Samples,
    WindowRanges? Train,
    WindowRanges? Validation,
    WindowRanges? Test,
    long LeftOverSamples,
    int? Annotations = null);

/// <summary>Windows of a file, counted from 0.</summary>
/// <param name="Count">The number of windows.</param>
/// <param name="Windows">The numbers of the windows: <c>0-5, 8</c>.</param>
public sealed record WindowRanges(int Count, string Windows)
{
    /// <summary>The ranges of ascending numbers, or <see langword="null"/> for none.</summary>
    public static WindowRanges? Of(IReadOnlyList<int> windows)
    {
        List<(int First, int Last)> ranges = [];
        foreach (int window in windows)
        {
            if (ranges.Count > 0 && ranges[^1].Last == window - 1)
            {
                ranges[^1] = (ranges[^1].First, window);
            }
            else
            {
                ranges.Add((window, window));
            }
        }

        return windows.Count == 0 ? null : new WindowRanges(
            windows.Count,
            string.Join(", ", ranges.Select(r => r.First == r.Last
                ? FormattableString.Invariant($"{r.First}") : FormattableString.Invariant($"{r.First}-{r.Last}"))));
    }
}
