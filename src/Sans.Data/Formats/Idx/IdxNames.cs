namespace Sans.Data.Formats.Idx;

/// <summary>Finds IDX files under their usual names.</summary>
public static class IdxNames
{
    /// <summary>
    /// The path of a file: the published compressed form, or the plain one. Archive programs write either with a point for the
    /// last hyphen but one.
    /// </summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="path">The folder of the file in it, with <c>/</c> between folders.</param>
    /// <param name="name">The plain name, such as <c>train-images-idx3-ubyte</c>.</param>
    /// <returns>The path. It is that of the published form where no form exists.</returns>
    public static string Find(DataFolder folder, string path, string name)
    {
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] files = [.. new[] { name + ".gz", name, dotted, dotted + ".gz" }.Select(n => folder.Combine([.. path.Split('/'), n]))];
        return Array.Find(files, DataFile.Exists) ?? files[0];
    }
}
