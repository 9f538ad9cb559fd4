using Sans.Configuration.Files;

namespace Sans.Data;

/// <summary>Reads data files, with clear messages for failures.</summary>
internal static class DataFile
{
    /// <summary>Reads from a file.</summary>
    /// <exception cref="MissingDataException">The file does not exist.</exception>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
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
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw Unreadable(file, e);
        }
    }

    /// <summary>The size of a file in bytes, or <see langword="null"/> where the file does not exist.</summary>
    /// <exception cref="DatasetException">A folder above it cannot be entered.</exception>
    public static long? SizeOf(string file) => IsFolder(file) == false ? new FileInfo(file).Length : null;

    /// <summary>Whether a file exists.</summary>
    /// <exception cref="DatasetException">A folder above it cannot be entered.</exception>
    public static bool Exists(string file) => IsFolder(file) == false;

    /// <summary>
    /// Whether a path leads to a folder rather than a file, or <see langword="null"/> where nothing exists there.
    /// </summary>
    /// <exception cref="DatasetException">A folder above it cannot be entered.</exception>
    public static bool? IsFolder(string path)
    {
        try
        {
            return File.GetAttributes(path).HasFlag(FileAttributes.Directory);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>The files in a folder, in the order of their names.</summary>
    /// <exception cref="MissingDataException">The folder does not exist.</exception>
    /// <exception cref="DatasetException">The folder cannot be listed.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            throw new MissingDataException($"there is no folder {folder}");
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new DatasetException($"the folder {folder} cannot be listed: {FileProblem.Reason(e)}");
        }
    }

    /// <summary>The names of the folders in a folder, in their order. Links are not folders.</summary>
    /// <exception cref="DatasetException">The folder cannot be listed.</exception>
    public static IReadOnlyList<string> FoldersIn(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder)
                .EnumerateDirectories()
                .Where(d => d.LinkTarget is null)
                .Select(d => d.Name)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            throw new DatasetException($"the folder {folder} cannot be listed: {FileProblem.Reason(e)}");
        }
    }

    private static DatasetException Unreadable(string file, Exception reason) =>
        new($"{file}: it cannot be read: {FileProblem.Reason(reason)}");
}
