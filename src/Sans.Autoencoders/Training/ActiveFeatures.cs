using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>Walks through the features of a batch that are not zero, block after block of features.</summary>
/// <param name="mostSamples">Samples of the largest batch.</param>
internal sealed class ActiveFeatures(int mostSamples)
{
    private readonly int[] _starts = new int[mostSamples];
    private readonly int[] _ends = new int[mostSamples];

    /// <summary>Goes before the first block.</summary>
    public void Restart() => Array.Clear(_ends);

    /// <summary>Goes to the features from where the last block ended up to a limit.</summary>
    public void MoveTo(int limit, SparseExamples examples, ReadOnlySpan<int> batch)
    {
        for (int b = 0; b < batch.Length; b++)
        {
            ReadOnlySpan<int> features = examples.Features(batch[b]);
            int end = _starts[b] = _ends[b];
            while (end < features.Length && features[end] < limit)
            {
                end++;
            }

            _ends[b] = end;
        }
    }

    /// <summary>The places of a sample's list that belong to the block.</summary>
    /// <param name="sample">The sample, by its number in the batch.</param>
    public Range this[int sample] => _starts[sample].._ends[sample];
}
