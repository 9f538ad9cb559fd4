using Sans.Data.Recordings;

namespace Sans.Framework;

/// <summary>The least and the greatest sample of each run.</summary>
/// <param name="ranges">Receives them, run by run.</param>
internal sealed class RunRanges(Spool<(double Least, double Greatest)> ranges) : IRunReader
{
    private double _least;
    private double _greatest;

    /// <inheritdoc/>
    public void Begin(long start) => (_least, _greatest) = (double.PositiveInfinity, double.NegativeInfinity);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> samples)
    {
        foreach (double sample in samples)
        {
            (_least, _greatest) = (Math.Min(_least, sample), Math.Max(_greatest, sample));
        }
    }

    /// <inheritdoc/>
    public void End() => ranges.Add((_least, _greatest));
}
