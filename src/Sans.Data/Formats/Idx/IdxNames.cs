namespace Sans.Data.Formats.Idx;

/// <summary>Finds IDX files under the names that they have in practice.</summary>
public static class IdxNames
{
    /// <summary>
    /// The path of a file: as it is published, compressed, else the plain one, or either as archive programs name it, with a point for the
    /// last hyphen but one.
    /// </summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="path">The folder of the file in it, with <c>/</c> between folders.</param>
    /// <param name="name">The plain name, such as <c>train-images-idx3-ubyte</c>.</param>
    /// <returns>The path of the published form where none is there.</returns>
    public static string Find(DataFolder folder, string path, string name)
    {
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] files = [.. new[] { name + ".gz", name, dotted, dotted + ".gz" }.Select(n => folder.Combine([.. path.Split('/'), n]))];
        return Array.Find(files, DataFile.Exists) ?? files[0];
    }
}
