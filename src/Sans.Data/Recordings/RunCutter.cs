using System.Runtime.Intrinsics;

namespace Sans.Data.Recordings;

/// <summary>
/// Cuts the samples of a channel into runs: stretches without a missing sample or a gap. Samples arrive piece by piece.
/// </summary>
/// <param name="reader">Receives the runs.</param>
internal sealed class RunCutter(IRunReader reader)
{
    private bool _isInRun;

    /// <summary>Number of samples so far, including missing ones.</summary>
    public long SampleCount { get; private set; }

    /// <summary>Adds the next samples.</summary>
    /// <param name="samples">The samples, NaN where one is missing.</param>
    /// <param name="isBehindGap">Whether there is a gap in time before them.</param>
    public bool Take(ReadOnlySpan<double> samples, bool isBehindGap)
    {
        if (isBehindGap)
        {
            End();
        }

        while (!samples.IsEmpty)
        {
            int count = FirstMissing(samples);
            if (count > 0)
            {
                if (!_isInRun)
                {
                    reader.Begin(SampleCount);
                    _isInRun = true;
                }

                reader.Add(samples[..count]);
            }

            if (count < samples.Length)
            {
                End();
                count++;
            }

            SampleCount += count;
            samples = samples[count..];
        }

        return true;
    }

    /// <summary>The index of the first missing sample, or the number of samples where none is missing.</summary>
    private static int FirstMissing(ReadOnlySpan<double> samples)
    {
        int t = 0;
        for (; t <= samples.Length - Vector512<double>.Count; t += Vector512<double>.Count)
        {
            var some = Vector512.LoadUnsafe(in samples[t]);
            if (!Vector512.EqualsAll(some, some))
            {
                break;
            }
        }

        while (t < samples.Length && !double.IsNaN(samples[t]))
        {
            t++;
        }

        return t;
    }

    /// <summary>Ends the present run, if there is one.</summary>
    public void End()
    {
        if (_isInRun)
        {
            reader.End();
            _isInRun = false;
        }
    }
}

/// <summary>Receives runs of samples.</summary>
internal interface IRunReader
{
    /// <summary>Starts a run.</summary>
    /// <param name="start">Its first sample in the recording.</param>
    void Begin(long start);

    /// <summary>Adds the next samples of the run.</summary>
    /// <param name="samples">The samples, at least one, none missing.</param>
    void Add(ReadOnlySpan<double> samples);

    /// <summary>Ends the run.</summary>
    void End();
}
