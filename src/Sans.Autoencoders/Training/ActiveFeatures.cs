using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>Iterates over the non-zero features of a batch, block after block of features.</summary>
/// <param name="mostSamples">Samples of the largest batch.</param>
internal sealed class ActiveFeatures(int mostSamples)
{
    private readonly int[] _starts = new int[mostSamples];
    private readonly int[] _ends = new int[mostSamples];

    /// <summary>Moves to the start.</summary>
    public void Restart() => Array.Clear(_ends);

    /// <summary>Moves on from the end of the last block to a limit.</summary>
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

    /// <summary>The range of the block in a sample's list.</summary>
    /// <param name="sample">The index of the sample in the batch.</param>
    public Range this[int sample] => _starts[sample].._ends[sample];
}
