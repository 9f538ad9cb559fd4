using Sans.Data.Synthetic;

namespace Sans.Data;

/// <summary>A signal from its source.</summary>
/// <param name="Samples">
/// <c>[n] float64</c> in the source's own unit, NaN where a sample is missing. It may be shorter than requested.
/// </param>
/// <param name="Origin">The origin of the signal, for messages.</param>
internal sealed record Signal(double[] Samples, string Origin)
{
    /// <summary>
    /// The starts of recordings and of pieces behind a gap, ascending from 0. Samples on both sides of a start are unrelated.
    /// </summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];

    /// <summary>The remarks of the reader, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// The recordings of the samples, or <see langword="null"/> for a signal that does not come from recordings.
    /// </summary>
    public RecordedSignal? Recorded { get; init; }

    /// <summary>The components of a synthetic signal, or <see langword="null"/> where they are unknown.</summary>
    public SyntheticTruth? Truth { get; init; }
}

/// <summary>The recordings of a signal.</summary>
/// <param name="Channel">The channel in words.</param>
/// <param name="Units">Its unit, or empty where the files give none.</param>
/// <param name="SampleRateHz">Samples per second, or <see langword="null"/> where it is unknown.</param>
/// <param name="Pieces">The recordings, in order.</param>
internal sealed record RecordedSignal(string Channel, string Units, double? SampleRateHz, IReadOnlyList<RecordedPiece> Pieces)
{
    /// <summary>The number of annotations of each file.</summary>
    public IReadOnlyDictionary<string, int> Annotations { get; init; } = new Dictionary<string, int>();

    /// <summary>The place of a sample in words, or <see langword="null"/> if only its number is known.</summary>
    public string? PlaceOf(int sample)
    {
        RecordedPiece piece = Pieces.Last(p => p.First <= sample);
        return piece.PlaceOf(sample - piece.First);
    }
}

/// <summary>One recording, or a part of it between two gaps.</summary>
/// <param name="File">Its file, below the data folder.</param>
/// <param name="Name">The recording: its file, or a part of it.</param>
/// <param name="Subject">The measured subject, or <see langword="null"/> where subjects are not told apart.</param>
/// <param name="First">The index of its first sample in the signal.</param>
/// <param name="Count">Number of its samples in the signal.</param>
/// <param name="Read">Number of its samples that were read.</param>
/// <param name="PlaceOf">The place of a sample, counted from the first one.</param>
internal sealed record RecordedPiece(
    string File, string Name, string? Subject, int First, int Count, long Read, Func<int, string?> PlaceOf)
{
    /// <summary>The number of its first window in the file, or <see langword="null"/> where windows are in order.</summary>
    public int? Window { get; init; }
}
