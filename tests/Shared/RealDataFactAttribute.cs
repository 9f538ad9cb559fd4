namespace Sans.Tests.Shared;

/// <summary>
/// A test on published data. It runs if <c>SANS_DATA</c> names a folder with its files, and is otherwise skipped with a
/// reason. With <c>SANS_REQUIRE_DATA=1</c> it runs anyway and fails.
/// </summary>
/// <param name="needs">Files or folders of the data folder, with <c>/</c> between their parts.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute(params string[] needs) : FactAttribute
{
    /// <inheritdoc/>
    public override string? Skip => RealDataFolder.WhyNot(needs);
}

/// <summary>The same for the long form of a test, which runs only with <c>SANS_LONG=1</c>.</summary>
/// <param name="needs">Files or folders of the data folder, with <c>/</c> between their parts.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongRealDataFactAttribute(params string[] needs) : FactAttribute
{
    /// <inheritdoc/>
    public override string? Skip => Needs.IsLong ? RealDataFolder.WhyNot(needs) : "this is a long form; set SANS_LONG=1 to run it";
}

/// <summary>The same for a test with cases.</summary>
/// <param name="needs">Files or folders of the data folder, with <c>/</c> between their parts.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataTheoryAttribute(params string[] needs) : TheoryAttribute
{
    /// <inheritdoc/>
    public override string? Skip => RealDataFolder.WhyNot(needs);
}

/// <summary>The place of the published data.</summary>
internal static class RealDataFolder
{
    private const string How = "docs/recordings.md says where published data come from and where they lie";

    /// <summary>Whether a missing folder is a failure.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("SANS_REQUIRE_DATA") == "1";

    /// <summary>The folder, or <see langword="null"/>.</summary>
    public static string? Path =>
        Environment.GetEnvironmentVariable("SANS_DATA") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>The reason to skip a test that needs the given files, or <see langword="null"/> if it runs.</summary>
    public static string? WhyNot(string[] needs) =>
        IsRequired ? null
        : Path is null ? "SANS_DATA names no folder with published data; " + How
        : Array.Find(needs, n => !System.IO.Path.Exists(
            System.IO.Path.Combine([Path, .. n.Split('/')]))) is { } missing ? $"the folder of SANS_DATA has no {missing}; {How}"
        : null;

    /// <summary>A file of it. The test fails if the file is missing.</summary>
    public static string File(params string[] parts)
    {
        Assert.True(Path is not null, "SANS_DATA must name the folder with the published data");
        string file = System.IO.Path.Combine([Path!, .. parts]);
        Assert.True(System.IO.File.Exists(file), $"{file} is missing");
        return file;
    }
}
