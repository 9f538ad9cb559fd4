namespace Sans.Runs.Journals;

/// <summary>The place of a line in a journal. Written lines never move.</summary>
/// <param name="File">The journal.</param>
/// <param name="Start">The first byte of the line.</param>
/// <param name="Length">Its bytes, without its end.</param>
public readonly record struct JournalPlace(JournalFile File, long Start, int Length)
{
    /// <summary>Reads the line again.</summary>
    /// <exception cref="IOException">The journal is gone, or cannot be read.</exception>
    public byte[] ReadLine() => File.Read(Start, Length);
}
