namespace Sans.Configuration.Parsing;

/// <summary>The conversion of names from YAML to C#.</summary>
internal static class PascalCase
{
    /// <summary>The name in Pascal case: <c>kernel_size</c> and <c>kernel-size</c> become <c>KernelSize</c>.</summary>
    public static string Of(string name) => string.Concat(
        name.Split(['_', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
