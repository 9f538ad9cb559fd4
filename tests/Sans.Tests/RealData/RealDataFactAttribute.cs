namespace Sans.Tests.RealData;

/// <summary>
/// A test on published data: runs where <c>SANS_DATA</c> names the data folder, is skipped with a reason elsewhere, and fails instead of being skipped where <c>SANS_REQUIRE_DATA=1</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (RealDataFolder.Path is null && !RealDataFolder.IsRequired)
        {
            Skip = "SANS_DATA does not name a folder with the published data";
        }
    }
}

/// <summary>The same for a test with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataTheoryAttribute : TheoryAttribute
{
    public RealDataTheoryAttribute() => Skip = new RealDataFactAttribute().Skip;
}

/// <summary>Where the published data are.</summary>
internal static class RealDataFolder
{
    /// <summary>Whether a missing folder is a failure.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("SANS_REQUIRE_DATA") == "1";

    /// <summary>The folder, or <see langword="null"/>.</summary>
    public static string? Path => Environment.GetEnvironmentVariable("SANS_DATA") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>A file of it; the test fails where it is missing.</summary>
    public static string File(params string[] parts)
    {
        Assert.True(Path is not null, "SANS_DATA must name the folder with the published data");
        string file = System.IO.Path.Combine([Path!, .. parts]);
        Assert.True(System.IO.File.Exists(file), $"{file} is missing");
        return file;
    }
}
