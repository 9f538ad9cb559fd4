using Sans.Configuration;
using Sans.Core.Penalties;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>
/// A sparsity penalty on activation maps (docs/method/sparsity-penalties.md, section 8). Its gradient is added to δ at the kept
/// positions: <c>λ n r'(a)</c>, <c>λ r'(m_q) t'(a)</c> for means over examples and positions, or <c>λ n r'(m_qp) t'(a)</c> for
/// means over examples. The factor 1 / (B n) of the batch turns this into dR/da.
/// </summary>
/// <remarks>
/// Sums are in double precision, in the order of the batch and of ascending positions. Means need the whole batch before its
/// gradients, so it is run forward once more.
/// </remarks>
internal sealed class MapPenalty
{
    private readonly IPenalty _penalty;
    private readonly MapPenaltyConfig _config;
    private readonly int _mapLength;
    private readonly double[][] _means;
    private int _examples;
    private double _sum;

    private MapPenalty(MapPenaltyConfig config, IPenalty penalty, int kernels, int mapLength)
    {
        (_config, _penalty, _mapLength, Weight) = (config, penalty, mapLength, config.Penalty.Weight);
        _means = [.. Enumerable.Range(0, kernels).Select(_ => new double[1])];
    }

    /// <summary>The λ in use.</summary>
    public double Weight { get; private set; }

    /// <summary>Whether <see cref="Weight"/> is found on the first batch.</summary>
    public bool IsWeightRelative => _config.IsWeightRelative;

    /// <summary>
    /// Whether gradients need the means of the batch. If so, call <see cref="Begin"/>, <see cref="Observe"/> for every example,
    /// and <see cref="TakeMeans"/>.
    /// </summary>
    public bool NeedsMeans => _penalty.IsOverMean;

    /// <summary>The penalty of a trial, or <see langword="null"/> for none.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="mapLength">Number of positions of an activation map.</param>
    public static MapPenalty? Of(NetworkTrial trial, int mapLength) =>
        trial.Training.Penalty is { } config && PenaltyTerms.Of(config.Penalty) is { } penalty
            ? new MapPenalty(config, penalty, trial.KernelCount, mapLength)
            : null;

    /// <summary>Starts the observation of a batch.</summary>
    public void Begin(int examples)
    {
        (_examples, _sum) = (examples, 0);
        foreach (double[] means in _means)
        {
            Array.Clear(means);
        }
    }

    /// <summary>Adds an activation map to the observed ones.</summary>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="support">The kept positions, ascending. In 2-D they are places in the rows of the plane.</param>
    /// <param name="values">The map of the values.</param>
    public void Observe(int kernel, ReadOnlySpan<int> support, ReadOnlySpan<float> values)
    {
        if (_config.MeanOver == MeanAxes.Batch && _means[kernel].Length != values.Length)
        {
            _means[kernel] = new double[values.Length];
        }

        double[] means = _means[kernel];
        foreach (int p in support)
        {
            if (_penalty.IsOverMean)
            {
                means[PlaceOf(p)] += MeanTransforms.Of(_config.Penalty.Transform, values[p]);
            }
            else
            {
                _sum += _penalty.Value(values[p]);
            }
        }
    }

    /// <summary>The penalty R of the observed maps.</summary>
    public double Value() => _penalty.IsOverMean ? _means.Sum(ValueOf) : _sum / _examples;

    /// <summary>Ends the observation of a batch: its sums become the slopes of its means.</summary>
    public void TakeMeans()
    {
        foreach (double[] means in _means)
        {
            foreach (ref double mean in means.AsSpan())
            {
                mean = _penalty.Slope(mean / MeanCount);
            }
        }
    }

    /// <summary>
    /// Scales λ so that loss and penalty are equal if λ was 1. λ becomes NaN if the penalty was zero.
    /// </summary>
    /// <param name="loss">The mean loss of the observed examples.</param>
    public void MakeRelative(double loss)
    {
        double value = Value();
        Weight = value > 0 && double.IsFinite(loss / value) ? _config.Penalty.Weight * loss / value : double.NaN;
    }

    /// <summary>Adds the penalty's part to δ of one example.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="support">The kept positions.</param>
    /// <param name="values">The map of the values.</param>
    /// <param name="gradient">δ</param>
    public void AddGradient(int kernel, ReadOnlySpan<int> support, ReadOnlySpan<float> values, Span<float> gradient)
    {
        double[] slopes = _means[kernel];
        double factor = Weight * (_penalty.IsOverMean && _config.MeanOver == MeanAxes.BatchSpace ? 1 : _mapLength);
        foreach (int p in support)
        {
            double slope = _penalty.IsOverMean
                ? slopes[PlaceOf(p)] * MeanTransforms.SlopeOf(_config.Penalty.Transform, values[p])
                : _penalty.Slope(values[p]);
            gradient[p] = (float)(gradient[p] + (factor * slope));
        }
    }

    private double ValueOf(double[] sums)
    {
        // The places between the rows of a plane are no positions.
        int gaps = _config.MeanOver == MeanAxes.Batch ? sums.Length - _mapLength : 0;
        return sums.Sum(sum => _penalty.Value(sum / MeanCount)) - (gaps * _penalty.Value(0));
    }

    /// <summary>The divisor of a mean.</summary>
    private double MeanCount => _config.MeanOver == MeanAxes.Batch ? _examples : (double)_examples * _mapLength;

    /// <summary>The index of the mean that a position belongs to.</summary>
    private int PlaceOf(int position) => _config.MeanOver == MeanAxes.Batch ? position : 0;
}
