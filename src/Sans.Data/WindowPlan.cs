using Sans.Configuration;

namespace Sans.Data;

/// <summary>The windows of a signal for train, validation and test, each by its first sample.</summary>
internal sealed record WindowPlan(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>Number of windows.</summary>
    public int Count => Train.Count + Validation.Count + Test.Count;

    /// <summary>The plan of a split.</summary>
    /// <exception cref="DatasetException">There are too few recordings or subjects for three parts.</exception>
    public static WindowPlan Of(Signal signal, WindowConfig window, SplitConfig split)
    {
        if (split.By == SplitBy.Window && window.Draw is not null)
        {
            int count = signal.Samples.Length / window.Length;
            int[] parts = Shares(count, [split.Train, split.Validation, split.Test]) ?? throw new DatasetException(
                $"{signal.Origin}: {RecordingsSource.Counted(count, "drawn window")} cannot be split into three parts; draw more");
            return new WindowPlan(
                InOrder(0, parts[0], window.Length),
                InOrder(parts[0], parts[1], window.Length),
                InOrder(parts[0] + parts[1], parts[2], window.Length));
        }

        if (split.By == SplitBy.Window)
        {
            return new WindowPlan(
                InOrder(0, split.Train, window.Length),
                InOrder(split.Train, split.Validation, window.Length),
                InOrder(split.Train + split.Validation, split.Test, window.Length));
        }

        IGrouping<string, RecordedPiece>[] groups = [.. signal.Recorded!.Pieces.GroupBy(p => split.By == SplitBy.Subject
            ? p.Subject! : p.Name, StringComparer.Ordinal)];
        int[] counts = Shares(groups.Length, [split.Train, split.Validation, split.Test]) ?? throw new DatasetException(
            $"{signal.Origin}: {RecordingsSource.Counted(groups.Length, split.By == SplitBy.Subject ? "subject" : "recording")} "
                + "cannot be split into three parts; 'split.by: window' splits the windows of a recording");
        return new WindowPlan(Part(0, counts[0]), Part(counts[0], counts[1]), Part(counts[0] + counts[1], counts[2]));

        int[] Part(int skip, int count) =>
            [.. groups.Skip(skip)
                .Take(count)
                .SelectMany(g => g)
                .SelectMany(p => Enumerable.Range(0, p.Count / window.Length).Select(i => p.First + (i * window.Length)))];
    }

    /// <summary>
    /// Divides a count in given shares. Each part gets at least one. The rest goes to the largest remainders, the first of
    /// equal ones.
    /// </summary>
    /// <returns>The counts, or <see langword="null"/> where the count is less than the number of parts.</returns>
    internal static int[]? Shares(int count, int[] shares)
    {
        if (count < shares.Length)
        {
            return null;
        }

        long sum = shares.Sum(s => (long)s);
        int[] counts = [.. shares.Select(s => (int)Math.Max(1, count * (long)s / sum))];
        while (counts.Sum() != count)
        {
            // The part furthest below its share gets one. The part furthest above gives one.
            bool isShort = counts.Sum() < count;
            var places = Enumerable.Range(0, shares.Length).Where(i => isShort || counts[i] > 1);
            int place = isShort ? places.MaxBy(Lack) : places.MinBy(Lack);
            counts[place] += isShort ? 1 : -1;
        }

        return counts;

        double Lack(int i) => ((double)count * shares[i] / sum) - counts[i];
    }

    private static int[] InOrder(int skip, int count, int length) => [.. Enumerable.Range(skip, count).Select(i => i * length)];
}
