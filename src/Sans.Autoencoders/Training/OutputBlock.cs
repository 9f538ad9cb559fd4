using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>Some features of the output for all samples of a batch, with their inputs.</summary>
/// <param name="First">The first feature.</param>
/// <param name="Count">Number of features.</param>
/// <param name="Samples">Number of samples of the batch.</param>
/// <param name="Columns">Number of samples, rounded up to whole vectors: the distance between the rows of two features.</param>
internal readonly record struct OutputBlock(int First, int Count, int Samples, int Columns)
{
    /// <summary>The number of values in all rows.</summary>
    public int Size => Count * Columns;

    /// <summary>Computes <c>outputs -= scale · x</c>, with zeros behind the samples of a row.</summary>
    /// <param name="outputs"><c>[Count, Columns]</c></param>
    /// <param name="scale">The factor of each input.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The indices of the batch's examples.</param>
    /// <param name="active">Their features in this block.</param>
    public void SubtractInputs(Span<double> outputs, double scale, SparseExamples examples, ReadOnlySpan<int> batch, ActiveFeatures active)
    {
        for (int row = 0; row < Size; row += Columns)
        {
            outputs[(row + Samples)..(row + Columns)].Clear();
        }

        for (int b = 0; b < Samples; b++)
        {
            ReadOnlySpan<int> features = examples.Features(batch[b])[active[b]];
            ReadOnlySpan<float> values = examples.Values(batch[b])[active[b]];
            for (int i = 0; i < features.Length; i++)
            {
                outputs[((features[i] - First) * Columns) + b] -= scale * values[i];
            }
        }
    }

    /// <summary>Adds <c>x · output</c> of each sample.</summary>
    /// <param name="outputs"><c>[Count, Columns]</c></param>
    /// <param name="examples">The examples.</param>
    /// <param name="batch">The indices of the batch's examples.</param>
    /// <param name="active">Their features in this block.</param>
    /// <param name="products">Receives the sums, one for each sample.</param>
    public void AddProducts(
        ReadOnlySpan<double> outputs, SparseExamples examples, ReadOnlySpan<int> batch, ActiveFeatures active, Span<double> products)
    {
        for (int b = 0; b < Samples; b++)
        {
            ReadOnlySpan<int> features = examples.Features(batch[b])[active[b]];
            ReadOnlySpan<float> values = examples.Values(batch[b])[active[b]];
            for (int i = 0; i < features.Length; i++)
            {
                products[b] += values[i] * outputs[((features[i] - First) * Columns) + b];
            }
        }
    }
}
