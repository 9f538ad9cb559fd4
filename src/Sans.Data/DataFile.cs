namespace Sans.Data;

/// <summary>Reads data files, with messages for what can be wrong.</summary>
internal static class DataFile
{
    /// <summary>Reads from a file.</summary>
    /// <exception cref="MissingDataException">There is no such file.</exception>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static T Read<T>(string file, Func<FileStream, T> read)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MissingDataException($"there is no {file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{file}: it cannot be read: {e.Message}");
        }
    }
}
