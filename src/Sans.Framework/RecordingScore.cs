using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sans.Core.Models;
using Sans.Core.Numerics;
using Sans.Core.Phi;
using Sans.Cpu.Recordings;

namespace Sans.Framework;

/// <summary>Adds up φ of a recording and of its windows while samples and events arrive, run by run.</summary>
/// <param name="network">The network.</param>
internal sealed class RecordingScore(SanNetwork network)
{
    private readonly float[] _reconstruction = new float[network.WindowLength];

    // The samples of the run that no window has used yet, and their start.
    private readonly List<float> _waiting = [];
    private long _from;
    private RecordingDecoder _decoder = new(network);
    private double _error;
    private double _magnitude;
    private long _length;
    private PhiAccumulator _windows;

    /// <summary>Starts a run.</summary>
    public void BeginRun()
    {
        _decoder = new RecordingDecoder(network);
        _waiting.Clear();
        _from = 0;
    }

    /// <summary>Adds the next samples of the run.</summary>
    /// <param name="normalized">The normalised samples.</param>
    public void Add(ReadOnlySpan<float> normalized)
    {
        _waiting.AddRange(normalized);
        _length += normalized.Length;
    }

    /// <summary>Adds an event of the run, behind those of its kernel.</summary>
    /// <param name="added">The event. Its position counts from the start of the run.</param>
    public void Add(SanEvent added) => _decoder.Add(added);

    /// <summary>Adds up the whole windows that no further event can reach.</summary>
    /// <param name="certainBefore">The sample of the run before which all events have arrived.</param>
    public void AddWindows(long certainBefore)
    {
        int n = network.WindowLength;
        int done = 0;
        for (; _waiting.Count - done >= n && _from + n + network.LargestKernel <= certainBefore; done += n)
        {
            AddWindow(CollectionsMarshal.AsSpan(_waiting).Slice(done, n));
        }

        if (done > 0)
        {
            _waiting.RemoveRange(0, done);
            _decoder.ForgetBefore(_from);
        }
    }

    /// <summary>Ends the run. All its events have arrived.</summary>
    public void EndRun()
    {
        AddWindows(long.MaxValue);
        if (_waiting.Count > 0)
        {
            AddWindow(CollectionsMarshal.AsSpan(_waiting));
        }
    }

    /// <summary>The score of all runs.</summary>
    /// <param name="eventCount">Events of the recording.</param>
    public SanScore Score(long eventCount)
    {
        double ratio = (network.WeightCount + ((2.0 + network.FurtherNumbers) * eventCount)) / _length;
        double loss = _error / _magnitude;
        return new SanScore(ratio, loss, new PhiScore(ratio, loss).Phi, _windows.Mean.MeanPhi);
    }

    /// <summary>
    /// Σ|x̂ - x| and Σ|x| in double precision. Lane l of 8 adds the t with t mod 16 = l, another one those with t mod 16 = l + 8. Their
    /// sum is added by the tree of <see cref="DoubleLanes.Sum"/>, then come the samples behind the last whole vector.
    /// </summary>
    private static (double Error, double Magnitude) AbsoluteSums(ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> samples)
    {
        Vector512<double> error0 = default, error1 = default, magnitude0 = default, magnitude1 = default;
        int t = 0;
        for (; t <= samples.Length - Lanes.Count; t += Lanes.Count)
        {
            (Vector512<double> made0, Vector512<double> made1) = Vector512.Widen(Vector512.LoadUnsafe(in reconstruction[t]));
            (Vector512<double> there0, Vector512<double> there1) = Vector512.Widen(Vector512.LoadUnsafe(in samples[t]));
            error0 += Vector512.Abs(made0 - there0);
            error1 += Vector512.Abs(made1 - there1);
            magnitude0 += Vector512.Abs(there0);
            magnitude1 += Vector512.Abs(there1);
        }

        double error = DoubleLanes.Sum(error0 + error1), magnitude = DoubleLanes.Sum(magnitude0 + magnitude1);
        for (; t < samples.Length; t++)
        {
            error += Math.Abs((double)reconstruction[t] - samples[t]);
            magnitude += Math.Abs((double)samples[t]);
        }

        return (error, magnitude);
    }

    private void AddWindow(ReadOnlySpan<float> samples)
    {
        _decoder.Write(_from, _reconstruction.AsSpan(0, samples.Length));
        (double error, double magnitude) = AbsoluteSums(_reconstruction, samples);
        (_error, _magnitude) = (_error + error, _magnitude + magnitude);
        if (samples.Length == network.WindowLength)
        {
            int count = _decoder.CountIn(_from, _from + samples.Length);
            _windows.Add(
                PhiScore.InverseCompressionRatioOf(network.WeightCount, count, 1, samples.Length, network.FurtherNumbers),
                error,
                magnitude);
        }

        _from += samples.Length;
    }
}
