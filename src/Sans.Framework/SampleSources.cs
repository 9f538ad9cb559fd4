using Sans.Data.Recordings;

namespace Sans.Framework;

/// <summary>The samples of a channel, which can be read more than once.</summary>
internal interface ISampleSource
{
    /// <summary>Hands on the samples from the start, piece by piece.</summary>
    /// <param name="take">Takes the samples.</param>
    void Read(TakeSamples take);
}

/// <summary>The samples of a channel that is held in memory.</summary>
/// <param name="samples">The samples.</param>
/// <param name="starts">The first samples of the pieces without a gap, ascending from sample 0.</param>
internal readonly struct HeldSamples(double[] samples, IReadOnlyList<int> starts) : ISampleSource
{
    /// <inheritdoc/>
    public void Read(TakeSamples take) => new ChannelSamples(samples) { Starts = starts }.HandOn(take);
}

/// <summary>Samples in single precision.</summary>
/// <param name="samples">The samples.</param>
internal readonly ref struct SingleSamples(ReadOnlySpan<float> samples) : ISampleSource
{
    private const int PieceLength = 1 << 13;

    private readonly ReadOnlySpan<float> _samples = samples;

    /// <inheritdoc/>
    public void Read(TakeSamples take)
    {
        double[] piece = new double[Math.Min(PieceLength, _samples.Length)];
        for (int first = 0; first < _samples.Length; first += piece.Length)
        {
            ReadOnlySpan<float> some = _samples.Slice(first, Math.Min(piece.Length, _samples.Length - first));
            for (int t = 0; t < some.Length; t++)
            {
                piece[t] = some[t];
            }

            take(piece.AsSpan(0, some.Length), isBehindGap: false);
        }
    }
}
