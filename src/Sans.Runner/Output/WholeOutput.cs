namespace Sans.Runner.Output;

/// <summary>Files of a command that appear when they are complete.</summary>
internal static class WholeOutput
{
    /// <summary>Writes a file completely or not at all. An existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the file of a given path.</param>
    public static void Write(string path, Action<string> write)
    {
        string partial = path + ".partial";
        try
        {
            write(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
