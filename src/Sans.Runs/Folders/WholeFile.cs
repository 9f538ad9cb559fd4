using System.Text;
using Sans.Configuration.Files;

namespace Sans.Runs.Folders;

/// <summary>Files that are written completely or not at all.</summary>
internal static class WholeFile
{
    private const string Ending = ".partial";
    private const int TextBuffer = 1 << 16;

    // A report may be written anew while its run goes on. Two processes never share a partial file.
    private static readonly string Partial = "." + Path.GetRandomFileName()[..8] + Ending;

    /// <summary>Writes a file completely or not at all.</summary>
    public static void Replace(string file, byte[] content) => ReplaceBy(file, stream => stream.Write(content));

    /// <summary>Writes a text file completely or not at all, piece by piece.</summary>
    public static void Replace(string file, Action<TextWriter> write) => ReplaceBy(file, stream =>
    {
        using StreamWriter text = new(stream, new UTF8Encoding(), TextBuffer, leaveOpen: true);
        write(text);
    });

    /// <summary>
    /// Writes a file and waits until its content is on the disk. A caller can then rename it without the risk of a partial
    /// file.
    /// </summary>
    public static void WriteThrough(string file, byte[] content) => WriteBy(file, stream => stream.Write(content));

    /// <summary>
    /// Removes the partial files of killed processes in a folder and in its folders. A file that a process is writing stays.
    /// </summary>
    public static void RemoveLeftovers(string folder)
    {
        IEnumerable<DirectoryInfo> folders = new DirectoryInfo(folder).GetDirectories().Where(d => d.LinkTarget is null);
        foreach (string file in folders.Select(d => d.FullName).Prepend(folder).SelectMany(d => Directory.GetFiles(d, "*" + Ending)))
        {
            try
            {
                new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                // It is in use, or was completed in the meantime.
            }
        }
    }

    private static void ReplaceBy(string file, Action<Stream> write)
    {
        string partial = file + Partial;
        try
        {
            WriteBy(partial, write);
            File.Move(partial, file, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static void WriteBy(string file, Action<Stream> write)
    {
        using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        write(stream);
        stream.Flush(flushToDisk: true);
    }
}
