using Sans.Autoencoders.Units;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Penalties;

namespace Sans.Autoencoders.Training;

/// <summary>
/// A penalty on the code of a batch: R and dR/dh (docs/method/sparsity-penalties.md, section 2). Sums go sample after sample,
/// unit after unit.
/// </summary>
/// <param name="penalty">The penalty as a function of a value or a mean.</param>
/// <param name="transform">The transform of values before a mean.</param>
/// <param name="hiddenUnits">Units H.</param>
internal sealed class CodePenalty(IPenalty penalty, MeanTransform transform, int hiddenUnits)
{
    private readonly double[] _means = new double[hiddenUnits];

    /// <summary>Computes the penalty R of a code.</summary>
    /// <param name="code">h, <c>[batch, stride]</c>.</param>
    /// <param name="layout">Its shape.</param>
    public double Value(ReadOnlySpan<double> code, CodeLayout layout)
    {
        double sum = 0;
        if (penalty.IsOverMean)
        {
            TakeMeans(code, layout);
            foreach (double mean in _means)
            {
                sum += penalty.Value(mean);
            }

            return sum;
        }

        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            foreach (double h in code.Slice(row, layout.Units))
            {
                sum += penalty.Value(h);
            }
        }

        return sum / layout.Batch;
    }

    /// <summary>Adds <c>gradient += λ dR/dh</c>.</summary>
    /// <param name="code">h, <c>[batch, stride]</c>.</param>
    /// <param name="layout">Its shape.</param>
    /// <param name="weight">λ</param>
    /// <param name="gradient"><c>[batch, stride]</c></param>
    public void AddGradient(ReadOnlySpan<double> code, CodeLayout layout, double weight, Span<double> gradient)
    {
        double factor = weight / layout.Batch;
        if (penalty.IsOverMean)
        {
            TakeMeans(code, layout);
            foreach (ref double mean in _means.AsSpan())
            {
                mean = penalty.Slope(mean);
            }
        }

        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int j = 0; j < layout.Units; j++)
            {
                double h = code[row + j];
                gradient[row + j] += factor * (penalty.IsOverMean ? _means[j] * MeanTransforms.SlopeOf(transform, h) : penalty.Slope(h));
            }
        }
    }

    /// <summary>Computes m_j, the mean of t(h) of each unit over the batch.</summary>
    private void TakeMeans(ReadOnlySpan<double> code, CodeLayout layout)
    {
        Array.Clear(_means);
        for (int row = 0; row < layout.Size; row += layout.Stride)
        {
            for (int j = 0; j < layout.Units; j++)
            {
                _means[j] += MeanTransforms.Of(transform, code[row + j]);
            }
        }

        foreach (ref double mean in _means.AsSpan())
        {
            mean /= layout.Batch;
        }
    }
}
