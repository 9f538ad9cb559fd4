using Sans.Data.Recordings;

namespace Sans.Data;

/// <summary>Collects the samples of a signal while recordings are read, one after another.</summary>
internal interface ISignalCollector
{
    /// <summary>The most samples wanted of the next recording.</summary>
    long Most { get; }

    /// <summary>Starts a recording.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="name">The recording: its file, or a part of it.</param>
    void Begin(FoundFile file, string name);

    /// <summary>Takes the next samples of the recording.</summary>
    /// <param name="samples">The samples, NaN where one is missing.</param>
    /// <param name="isBehindGap">Whether there is a gap in time before them.</param>
    /// <returns>Whether more are wanted.</returns>
    bool Take(ReadOnlySpan<double> samples, bool isBehindGap);

    /// <summary>
    /// Ends the present reading of the recording, and starts it anew where gaps took samples that are wanted.
    /// </summary>
    /// <returns>The most samples to read of it now, or 0 where the reading was enough.</returns>
    long Again() => 0;

    /// <summary>Ends the recording.</summary>
    /// <param name="placeOf">The place of a missing sample in its file, in words.</param>
    void End(Func<int, string?> placeOf);

    /// <summary>The collected samples, and the recordings that they are from.</summary>
    /// <exception cref="DatasetException">There are too many or too few.</exception>
    (double[] Samples, IReadOnlyList<RecordedPiece> Pieces) Finish();
}
