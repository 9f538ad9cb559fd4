using Sans.Configuration;

namespace Sans.Data;

/// <summary>Records what was read of a signal and which windows of it are used.</summary>
internal static class ReadingRecord
{
    /// <summary>The record, or <see langword="null"/> where nothing was read.</summary>
    public static DataReading? Of(Signal signal, WindowConfig window, SplitConfig split, WindowPlan plan)
    {
        if (signal.Recorded is not { Pieces.Count: > 0 } recorded)
        {
            return null;
        }

        Dictionary<string, FileUse> uses = new(StringComparer.Ordinal);
        Dictionary<int, (FileUse File, int Window)> places = [];
        foreach (RecordedPiece piece in recorded.Pieces)
        {
            FileUse file = uses.TryGetValue(piece.File, out FileUse? known)
                ? known : uses[piece.File] = new FileUse(piece.File, piece.Subject);
            file.Samples += piece.Read;
            for (int first = piece.First; first + window.Length <= piece.First + piece.Count; first += window.Length)
            {
                places[first] = (file, piece.Window ?? file.WindowCount);
                file.WindowCount++;
            }
        }

        IReadOnlyList<int>[] parts = [plan.Train, plan.Validation, plan.Test];
        for (int part = 0; part < parts.Length; part++)
        {
            foreach (int first in parts[part])
            {
                if (places.TryGetValue(first, out (FileUse File, int Window) place))
                {
                    place.File.Parts[part].Add(place.Window);
                }
            }
        }

        return new DataReading(
            recorded.Channel,
            recorded.Units.Length > 0 ? recorded.Units : null,
            recorded.SampleRateHz,
            split.By switch { SplitBy.Recording => "recording", SplitBy.Subject => "subject", _ => "window" },
            [
                .. uses.Values.Select(u => new FileReading(
                    u.Name,
                    split.By == SplitBy.Subject ? u.Subject : null,
                    u.Samples,
                    WindowRanges.Of(u.Parts[0]),
                    WindowRanges.Of(u.Parts[1]),
                    WindowRanges.Of(u.Parts[2]),
                    u.Samples - ((long)u.Parts.Sum(p => p.Count) * window.Length),
                    recorded.Annotations.GetValueOrDefault(u.Name) is var count and > 0 ? count : null)),
            ]);
    }

    private sealed class FileUse(string name, string? subject)
    {
        public string Name => name;

        public string? Subject => subject;

        public long Samples { get; set; }

        public int WindowCount { get; set; }

        public List<int>[] Parts { get; } = [[], [], []];
    }
}
