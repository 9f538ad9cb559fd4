using System.Diagnostics;

namespace Sans.Tests.Cpu;

/// <summary>
/// The pinned digests of classifiers in processes of their own, with narrower vector registers or none.
/// </summary>
public sealed class ClassifierWidthTests
{
    /// <summary>Without vector instructions the test host itself is slow, so this is a long form.</summary>
    public static TheoryData<string> Instructions => Needs.IsLong
        ? ["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"]
        : ["DOTNET_EnableAVX512", "DOTNET_EnableAVX2"];

    [Theory]
    [MemberData(nameof(Instructions))]
    public async Task Classifiers_have_the_same_bits_without(string instructions)
    {
        ProcessStartInfo start = new(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            ["test", typeof(ClassifierWidthTests).Assembly.Location, "--filter", $"FullyQualifiedName={typeof(ClassifierTrainingTests).FullName}.{nameof(ClassifierTrainingTests.Digests_are_pinned)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[instructions] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 && output.Contains("Passed:     1", StringComparison.Ordinal), output);
    }
}
