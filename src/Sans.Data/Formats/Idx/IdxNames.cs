namespace Sans.Data.Formats.Idx;

/// <summary>Finds IDX files under their usual names.</summary>
public static class IdxNames
{
    private const string Compressed = ".gz";

    /// <summary>
    /// The path of a file in its published compressed form, or in plain form. Archive programs may write a point in
    /// place of the second hyphen from the end of either name.
    /// </summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="path">The folder of the file in it, with <c>/</c> between folders.</param>
    /// <param name="name">The plain name, such as <c>train-images-idx3-ubyte</c>.</param>
    /// <returns>The path. It is that of the published form where no form exists.</returns>
    public static string Find(DataFolder folder, string path, string name)
    {
        string published = name + Compressed;
        string[] files = [.. Others(published).Prepend(published).Select(n => folder.Combine([.. path.Split('/'), n]))];
        return Array.Find(files, DataFile.Exists) ?? files[0];
    }

    /// <summary>The other names of a file, in order of preference.</summary>
    /// <param name="published">The published name, compressed.</param>
    internal static string[] Others(string published)
    {
        string dotted = published.Replace("-idx", ".idx", StringComparison.Ordinal);
        return [published[..^Compressed.Length], dotted[..^Compressed.Length], dotted];
    }

    /// <summary>Whether a file of this name is compressed, as the published one is.</summary>
    internal static bool IsCompressed(string name) => name.EndsWith(Compressed, StringComparison.Ordinal);
}
