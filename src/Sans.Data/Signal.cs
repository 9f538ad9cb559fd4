using Sans.Data.Synthetic;

namespace Sans.Data;

/// <summary>A signal as it comes from its source.</summary>
/// <param name="Samples">
/// <c>[n] float64</c> in the source's own unit. Not a number where a sample is missing. May be shorter than was asked for.
/// </param>
/// <param name="Origin">Where it comes from, for messages.</param>
internal sealed record Signal(double[] Samples, string Origin)
{
    /// <summary>
    /// The first samples of recordings and of pieces behind a gap, ascending from 0. Samples on two sides of such a place are unrelated.
    /// </summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];

    /// <summary>The remarks of the reader, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the samples were read from, or <see langword="null"/> where nothing was read.</summary>
    public RecordedSignal? Recorded { get; init; }

    /// <summary>What it was made of, or <see langword="null"/> where nobody knows.</summary>
    public SyntheticTruth? Truth { get; init; }
}

/// <summary>The recordings of a signal.</summary>
/// <param name="Channel">The channel in words.</param>
/// <param name="Units">Its unit, or empty where the files give none.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where nothing says it.</param>
/// <param name="Pieces">The recordings, in order.</param>
internal sealed record RecordedSignal(string Channel, string Units, double? SampleRateHz, IReadOnlyList<RecordedPiece> Pieces)
{
    /// <summary>The number of annotations of each file.</summary>
    public IReadOnlyDictionary<string, int> Annotations { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// Where a sample of the signal stands, in words, or <see langword="null"/> where there is no better word than its number.
    /// </summary>
    public string? PlaceOf(int sample)
    {
        RecordedPiece piece = Pieces.Last(p => p.First <= sample);
        return piece.PlaceOf(sample - piece.First);
    }
}

/// <summary>One recording, or what lies between two gaps of it.</summary>
/// <param name="File">Its file, below the data folder.</param>
/// <param name="Name">The recording: its file, or a part of it.</param>
/// <param name="Subject">Who or what was measured, or <see langword="null"/> where nobody asks.</param>
/// <param name="First">Its first sample in the signal.</param>
/// <param name="Count">Its samples in the signal.</param>
/// <param name="Read">Samples that were read of it.</param>
/// <param name="PlaceOf">Where a sample stands, counted from the first one.</param>
internal sealed record RecordedPiece(string File, string Name, string? Subject, int First, int Count, int Read, Func<int, string?> PlaceOf);
