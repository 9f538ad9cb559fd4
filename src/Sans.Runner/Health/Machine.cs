using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Sans.Runs.Folders;

namespace Sans.Runner.Health;

/// <summary>Checks versions, processor and memory.</summary>
internal static class Machine
{
    private const double BytesPerGiB = 1 << 30;

    // The quickstart stays below 0.1 GiB. Less than this is too little for larger experiments.
    private const double LeastGiB = 0.5;

    public static IEnumerable<Finding> Examine()
    {
        RunVersions versions = RunVersions.Here;
        yield return new Finding("sans", $"{versions.Sans}, {versions.Program}");
        yield return new Finding("runtime", $"{versions.Runtime}, {RuntimeInformation.RuntimeIdentifier}");
        yield return new Finding("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return new Finding(
            "processors", FormattableString.Invariant($"{Environment.ProcessorCount}, {string.Join(" ", Features())}"));
        yield return Memory();
    }

    /// <summary>The instruction sets of this process. They influence times, not results.</summary>
    private static IEnumerable<string> Features() =>
    [
        FormattableString.Invariant($"vectors of {RunMachine.Here.VectorBits} bits:"),
        .. new (string Name, bool IsUsed)[]
        {
            ("SSE4.2", Sse42.IsSupported), ("AVX", Avx.IsSupported), (
                "AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512", Avx512F.IsSupported),
            ("AdvSimd", AdvSimd.IsSupported), ("Vector512", Vector512.IsHardwareAccelerated),
        }.Where(f => f.IsUsed).Select(f => f.Name).DefaultIfEmpty("none"),
    ];

    private static Finding Memory()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        double total = memory.TotalAvailableMemoryBytes / BytesPerGiB;
        double used = memory.MemoryLoadBytes / BytesPerGiB;
        double free = Math.Max(0, total - used);
        return new Finding(
            "memory", FormattableString.Invariant($"{free:F1} of {total:F1} GiB free for this process"), IsWrong: free < LeastGiB);
    }
}
