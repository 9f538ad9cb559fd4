namespace Sans.Data.Filters;

/// <summary>Makes files that disappear when they are closed.</summary>
internal static class TemporaryFile
{
    /// <summary>Makes a file in a folder. It disappears even if the process is killed.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FileStream Create(string folder)
    {
        string path = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return file;
    }
}
