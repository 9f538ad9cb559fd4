using System.Text;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Files;

/// <summary>Reads an experiment from disk, by the same rules as the build.</summary>
public static class ExperimentFile
{
    /// <summary>Reads and checks a file and all files that it extends.</summary>
    /// <param name="path">The file.</param>
    /// <param name="activations">The activations that the experiment can name.</param>
    /// <param name="settings">Settings of the command line, <c>key.path=value</c>, applied over the file.</param>
    /// <returns>The experiment, or every mistake in it.</returns>
    /// <exception cref="IOException">The file does not exist or cannot be read. The message is for the user.</exception>
    public static ReadResult Read(string path, IReadOnlyList<ActivationSchema> activations, IReadOnlyList<string>? settings = null) =>
        ExperimentReader.Read(ReadText(path), path, activations, new FilesOnDisk(path), settings);

    /// <summary>The text of a file, as <see cref="Read"/> reads it.</summary>
    /// <exception cref="IOException">The file does not exist or cannot be read. The message is for the user.</exception>
    public static string ReadText(string path)
    {
        if (path.Length == 0)
        {
            throw new IOException("an empty path was given; give the path of a YAML file");
        }

        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: this is a directory; give the path of a YAML file");
        }

        try
        {
            // StreamReader's detection is not used. A file is UTF-8, with or without a byte-order mark, or is refused with a
            // position.
            return new UTF8Encoding(false).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"{path}: there is no such file", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: no permission to read this file", e);
        }
    }
}
