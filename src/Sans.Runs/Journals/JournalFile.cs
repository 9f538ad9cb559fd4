using Microsoft.Win32.SafeHandles;

namespace Sans.Runs.Journals;

/// <summary>A journal whose lines are read again. It is opened by the first of them.</summary>
/// <param name="path">The path of the journal.</param>
public sealed class JournalFile(string path)
{
    private readonly Lazy<SafeFileHandle> _handle = new(
        () => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
        LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Reads bytes of the journal.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="length">Their number.</param>
    /// <exception cref="IOException">The journal is gone, or cannot be read.</exception>
    public byte[] Read(long start, int length)
    {
        byte[] bytes = new byte[length];
        for (int filled = 0; filled < length;)
        {
            int count = RandomAccess.Read(_handle.Value, bytes.AsSpan(filled), start + filled);
            filled += count > 0 ? count : throw new EndOfStreamException($"{path} has become shorter while it was used");
        }

        return bytes;
    }
}
