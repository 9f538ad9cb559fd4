namespace Sans.Configuration.Parsing;

/// <summary>
/// The path of keys to a value: <c>activations[2].extrema.border_tolerance</c>. It is empty for the whole file.
/// </summary>
internal static class KeyPath
{
    public static string Join(string path, string key) => path.Length == 0 ? key : path + "." + key;

    public static string Item(string path, int index) => FormattableString.Invariant($"{path}[{index}]");

    /// <summary>The value as the subject of a sentence.</summary>
    public static string Subject(string path) => path.Length == 0 ? "an experiment" : $"'{path}'";
}
