using System.Diagnostics;

namespace Sans.Tests.Cpu;

/// <summary>
/// The pinned digests of classifiers, and trainings on several cores, in processes with narrower vector registers or none.
/// </summary>
public sealed class RegisterWidthTests
{
    private static readonly string[] Tests =
    [
        $"FullyQualifiedName={typeof(ClassifierTrainingTests).FullName}.{nameof(ClassifierTrainingTests.Digests_are_pinned)}",
        $"FullyQualifiedName~{typeof(SplitBatchTests).FullName}.{nameof(SplitBatchTests.The_number_of_cores_changes_no_bit)}",
    ];

    /// <summary>Without vector instructions the test host itself is slow, so this is a long form.</summary>
    public static TheoryData<string> Instructions => Needs.IsLong
        ? ["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"]
        : ["DOTNET_EnableAVX512", "DOTNET_EnableAVX2"];

    [Theory]
    [MemberData(nameof(Instructions))]
    public async Task Results_have_the_same_bits_without(string instructions)
    {
        ProcessStartInfo start = new(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            ["test", typeof(RegisterWidthTests).Assembly.Location, "--filter", string.Join('|', Tests)])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[instructions] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0 && output.Contains("Passed:    18", StringComparison.Ordinal), output);
    }
}
