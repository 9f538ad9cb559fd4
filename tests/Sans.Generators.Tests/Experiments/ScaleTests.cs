using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sans.Generators.Tests.Harness;
using Xunit.Abstractions;

namespace Sans.Generators.Tests.Experiments;

/// <summary>A large project, whose size must not change results. The time is printed, not judged.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private const int FileCount = 200;
    private const int ActivationCount = 50;

    [Fact]
    public void Two_hundred_files_and_fifty_activations_are_all_generated()
    {
        // The first run compiles the code. Only the second run shows the time of the generators.
        Measure();
        output.WriteLine(Measure().TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture) + " ms");
    }

    private static TimeSpan Measure()
    {
        GeneratorHarness harness = new GeneratorHarness(isTracked: false).WithCode(Activations());
        for (int i = 0; i < FileCount; i++)
        {
            string name = FormattableString.Invariant($"sample-{i}");
            harness.WithFile(name + ".yaml", Samples.Small
                .Replace("name: small", $"extends: base/common.yaml\nname: {name}", StringComparison.Ordinal)
                .Replace(
                    "- identity",
                    FormattableString.Invariant($"- custom{i % ActivationCount}: {{ level: 0.5, share: [0.1, 0.2] }}"),
                    StringComparison.Ordinal));
        }

        harness.WithFile("base/common.yaml", "seeds: 0..4\nwindow: { samples: 24000 }\n");
        long start = Stopwatch.GetTimestamp();
        GeneratorRun run = harness.Run();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        Assert.Empty(run.Diagnostics);
        Assert.Equal((2 * FileCount) + 2, run.Files.Count);
        return time;
    }

    private static string Activations()
    {
        StringBuilder code = new("using System.ComponentModel.DataAnnotations;\nusing Sans.Core.Activations;\n");
        for (int i = 0; i < ActivationCount; i++)
        {
            code.Append(CultureInfo.InvariantCulture, $$"""
                /// <summary>Keeps all, number {{i}}.</summary>
                /// <param name="Level">A level.</param>
                /// <param name="Share">A share.</param>
                [SparseActivation("custom{{i}}")]
                public readonly record struct Custom{{i}}([Range(0, 1)] double Level, [Range(0, 1)] float Share = 0.5f) : ISparseActivation
                {
                    /// <inheritdoc/>
                    public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();
                }

                """);
        }

        return code.ToString();
    }
}
