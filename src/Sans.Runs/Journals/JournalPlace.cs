using Microsoft.Win32.SafeHandles;

namespace Sans.Runs.Journals;

/// <summary>The place of a line in a journal. Written lines never move.</summary>
/// <param name="File">The path of the journal.</param>
/// <param name="Start">The first byte of the line.</param>
/// <param name="Length">Its bytes, without its end.</param>
public readonly record struct JournalPlace(string File, long Start, int Length)
{
    /// <summary>Reads the line again.</summary>
    /// <exception cref="IOException">The journal is gone, or cannot be read.</exception>
    public byte[] ReadLine()
    {
        using SafeFileHandle file = System.IO.File.OpenHandle(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] line = new byte[Length];
        for (int filled = 0; filled < Length;)
        {
            int count = RandomAccess.Read(file, line.AsSpan(filled), Start + filled);
            filled += count > 0 ? count : throw new EndOfStreamException($"{File} has become shorter while it was used");
        }

        return line;
    }
}
