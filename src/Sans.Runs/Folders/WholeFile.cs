namespace Sans.Runs.Folders;

/// <summary>Files that are written completely or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file completely or not at all.</summary>
    public static void Replace(string file, byte[] content)
    {
        string partial = file + ".partial";
        try
        {
            WriteThrough(partial, content);
            File.Move(partial, file, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>
    /// Writes a file and waits until its content is on the disk. A caller can then rename it without the risk of a partial
    /// file.
    /// </summary>
    public static void WriteThrough(string file, byte[] content)
    {
        using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
