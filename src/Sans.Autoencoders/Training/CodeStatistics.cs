using Sans.Autoencoders.Units;

namespace Sans.Autoencoders.Training;

/// <summary>Counts over the codes of many samples.</summary>
/// <param name="hiddenUnits">Units H.</param>
/// <param name="nearZero">τ</param>
internal sealed class CodeStatistics(int hiddenUnits, double nearZero)
{
    private readonly long[] _fired = new long[hiddenUnits];
    private readonly double[] _sums = new double[hiddenUnits];
    private long _nearZeros;
    private long _samples;

    /// <summary>Pairs of sample and unit.</summary>
    private double Pairs => (double)_samples * hiddenUnits;

    /// <summary>Share of pairs of sample and unit that are not zero.</summary>
    public double On => _fired.Sum() / Pairs;

    /// <summary>
    /// Share of pairs of sample and unit that are zero. It is computed from counts, so equal counts give equal shares.
    /// </summary>
    public double Zeros => ((_samples * hiddenUnits) - _fired.Sum()) / Pairs;

    /// <summary>Mean number of units that are not zero.</summary>
    public double NonZeroCount => _fired.Sum() / (double)_samples;

    /// <summary>Share of pairs whose magnitude is at most τ.</summary>
    public double NearZeros => _nearZeros / Pairs;

    /// <summary>Share of units that never fired.</summary>
    public double Dead => _fired.Count(f => f == 0) / (double)hiddenUnits;

    /// <summary>Share of units that fired in more than half of the samples.</summary>
    public double Dense => _fired.Count(f => 2 * f > _samples) / (double)hiddenUnits;

    /// <summary>The share of samples on which each unit fired.</summary>
    public double[] FiringRates => [.. _fired.Select(f => f / (double)_samples)];

    /// <summary>The mean of each unit.</summary>
    public double[] Means => [.. _sums.Select(s => s / _samples)];

    /// <summary>Adds the code of a batch.</summary>
    public void Add(ReadOnlySpan<double> code, CodeLayout layout)
    {
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int j = 0; j < hiddenUnits; j++)
            {
                double h = code[row + j];
                _fired[j] += h != 0 ? 1 : 0;
                _nearZeros += Math.Abs(h) <= nearZero ? 1 : 0;
                _sums[j] += h;
            }
        }

        _samples += layout.Batch;
    }
}
