using Sans.Autoencoders.Units;

namespace Sans.Autoencoders.Training;

/// <summary>The time at which each unit last fired in training.</summary>
/// <param name="hiddenUnits">Units H.</param>
internal sealed class LastFired(int hiddenUnits)
{
    private readonly long[] _last = new long[hiddenUnits];
    private long _samples;

    /// <summary>Adds the code of a batch.</summary>
    public void Add(ReadOnlySpan<double> code, CodeLayout layout)
    {
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            _samples++;
            for (int j = 0; j < hiddenUnits; j++)
            {
                _last[j] = code[row + j] != 0 ? _samples : _last[j];
            }
        }
    }

    /// <summary>
    /// Share of units that did not fire during the last <paramref name="recent"/> samples, or during all of a shorter training.
    /// </summary>
    public double DeadFor(int recent)
    {
        long before = Math.Max(0, _samples - recent);
        return _last.Count(last => last <= before) / (double)hiddenUnits;
    }
}
