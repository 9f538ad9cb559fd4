using System.Runtime.InteropServices;
using Sans.Core.Models;
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
        double ratio = (network.WeightCount + (2.0 * eventCount)) / _length;
        double loss = _error / _magnitude;
        return new SanScore(ratio, loss, new PhiScore(ratio, loss).Phi, _windows.Mean.MeanPhi);
    }

    private void AddWindow(ReadOnlySpan<float> samples)
    {
        _decoder.Write(_from, _reconstruction.AsSpan(0, samples.Length));
        double error = 0, magnitude = 0;
        for (int t = 0; t < samples.Length; t++)
        {
            error += Math.Abs((double)_reconstruction[t] - samples[t]);
            magnitude += Math.Abs((double)samples[t]);
        }

        (_error, _magnitude) = (_error + error, _magnitude + magnitude);
        if (samples.Length == network.WindowLength)
        {
            int count = _decoder.CountIn(_from, _from + samples.Length);
            _windows.Add(PhiScore.InverseCompressionRatioOf(network.WeightCount, count, 1, samples.Length), error, magnitude);
        }

        _from += samples.Length;
    }
}
