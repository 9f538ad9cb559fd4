namespace Sans.Data.Filters;

/// <summary>
/// Filters forward and backward, as <c>scipy.signal.sosfiltfilt</c> does: no frequency is delayed. Both ends are continued by
/// an odd reflection.
/// </summary>
internal static class ZeroPhase
{
    /// <summary>Samples of the continuation of each end. A signal has more.</summary>
    public static int Padding(IReadOnlyList<Section> sections)
    {
        int missing = Math.Min(sections.Count(s => s.B2 == 0), sections.Count(s => s.A2 == 0));
        return 3 * ((2 * sections.Count) + 1 - missing);
    }

    /// <summary>Filters samples in place.</summary>
    /// <param name="tape">The samples, more than <see cref="Padding"/>.</param>
    /// <param name="sections">The sections.</param>
    public static void Apply(SampleTape tape, IReadOnlyList<Section> sections)
    {
        int edge = Padding(sections);
        double[] head = tape.Copy(0, edge + 1), end = tape.Copy(tape.Count - edge - 1, edge + 1);
        double[] before = [.. Enumerable.Range(0, edge).Select(i => (2 * head[0]) - head[edge - i])];
        double[] after = [.. Enumerable.Range(0, edge).Select(i => (2 * end[edge]) - end[edge - 1 - i])];
        SectionRun run = new(sections);
        run.Begin(before[0]);
        run.Filter(before);
        for (int block = 0; block < tape.BlockCount; block++)
        {
            run.Filter(tape.Block(block));
            tape.Keep(block);
        }

        run.Filter(after);
        run.Begin(after[^1]);
        run.FilterBackwards(after);
        for (int block = tape.BlockCount - 1; block >= 0; block--)
        {
            run.FilterBackwards(tape.Block(block));
            tape.Keep(block);
        }
    }
}
