namespace Sans.Data.Filters;

/// <summary>Runs a cascade of sections over samples that come piece by piece, as <c>scipy.signal.sosfilt</c> does.</summary>
/// <param name="sections">The sections, in order.</param>
internal sealed class SectionRun(IReadOnlyList<Section> sections)
{
    private readonly double[] _first = new double[sections.Count];
    private readonly double[] _second = new double[sections.Count];

    /// <summary>Sets the state that a constant of any length leaves behind.</summary>
    public void Begin(double constant)
    {
        for (int s = 0; s < sections.Count; s++)
        {
            Section section = sections[s];
            double after = section.Gain * constant;
            _second[s] = (section.B2 * constant) - (section.A2 * after);
            _first[s] = (section.B1 * constant) - (section.A1 * after) + _second[s];
            constant = after;
        }
    }

    /// <summary>Filters the next samples in place.</summary>
    public void Filter(Span<double> samples)
    {
        for (int s = 0; s < sections.Count; s++)
        {
            Section c = sections[s];
            (double first, double second) = (_first[s], _second[s]);
            foreach (ref double sample in samples)
            {
                sample = Step(c, sample, ref first, ref second);
            }

            (_first[s], _second[s]) = (first, second);
        }
    }

    /// <summary>Filters the next samples in place, the last first.</summary>
    public void FilterBackwards(Span<double> samples)
    {
        samples.Reverse();
        Filter(samples);
        samples.Reverse();
    }

    private static double Step(in Section c, double x, ref double first, ref double second)
    {
        double y = (c.B0 * x) + first;
        first = (c.B1 * x) - (c.A1 * y) + second;
        second = (c.B2 * x) - (c.A2 * y);
        return y;
    }
}
