using System.Collections;
using Sans.Core.Models;

namespace Sans.Framework;

/// <summary>The events of one channel of a recording, with the values for decoding to its own unit.</summary>
public sealed class SanEncoding : IReadOnlyList<SanEvent>
{
    private readonly IReadOnlyList<SanEvent> _events;

    internal SanEncoding(IReadOnlyList<SanEvent> events, long sampleCount, IReadOnlyList<PieceScale> scales, SanScore score)
    {
        _events = events;
        (SampleCount, Scales, Score) = (sampleCount, scales, score);
    }

    /// <summary>The recording, or empty where it has no name.</summary>
    public string Recording { get; init; } = "";

    /// <summary>The channel, or empty where it has no name.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The unit of the signal, or empty where there is none.</summary>
    public string Units { get; init; } = "";

    /// <summary>Samples per second, or <see langword="null"/> where it is unknown.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>Number of samples N of the recording.</summary>
    public long SampleCount { get; }

    /// <summary>The normalisations of the pieces of the recording, ascending. Samples outside of all pieces are missing.</summary>
    public IReadOnlyList<PieceScale> Scales { get; }

    /// <summary>The score of the events on the recording.</summary>
    public SanScore Score { get; }

    /// <inheritdoc/>
    public int Count => _events.Count;

    /// <summary>The event at an index. Events are ordered by kernel, then by position.</summary>
    public SanEvent this[int index] => _events[index];

    /// <inheritdoc/>
    public IEnumerator<SanEvent> GetEnumerator() => _events.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>φ of a recording (docs/method/extensions.md, 6.7).</summary>
/// <param name="InverseCompressionRatio">CR⁻¹ of Eq. (4) with W counted once for the whole recording.</param>
/// <param name="NormalizedReconstructionLoss">L̃ of Eq. (5) over the whole recording, NaN where it is zero everywhere.</param>
/// <param name="Phi">φ of Eq. (6) of CR⁻¹ and L̃.</param>
/// <param name="MeanPhiOfWindows">
/// φ̄ of Eq. (7) over the whole windows of the training's length, with W in each, comparable with the training. It is NaN
/// without such windows.
/// </param>
public sealed record SanScore(double InverseCompressionRatio, double NormalizedReconstructionLoss, double Phi, double MeanPhiOfWindows);
