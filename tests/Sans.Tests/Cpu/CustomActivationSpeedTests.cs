using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Runner.Running;
using Xunit.Abstractions;

namespace Sans.Tests.Cpu;

/// <summary>Extrema-Pool indices, written once more outside the framework.</summary>
/// <param name="PoolSize">Side of a cell in samples; by default the kernel size.</param>
[SparseActivation("copied_pool")]
public readonly record struct CopiedPool([Range(1, 1_000_000)] int? PoolSize = null) : ISparseActivation
{
    private const int VectorSize = 16;

    // In cells smaller than this, one value after another is faster.
    private const int LeastForVectors = 5;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        int poolSize = PoolSize ?? context.KernelSize;
        ReadOnlySpan<float> similarity = context.Similarity;

        // Whole cells only: the published tables were made with the incomplete last cell dropped.
        int end = similarity.Length / poolSize * poolSize;
        int start = 0;
        if (poolSize is >= LeastForVectors and < VectorSize)
        {
            for (; start < end && start <= similarity.Length - VectorSize; start += poolSize)
            {
                support.Add(start + Magnitude.IndexOfLargest(Vector512.LoadUnsafe(in similarity[start]), poolSize));
            }
        }

        for (; start < end; start += poolSize)
        {
            support.Add(start + Magnitude.IndexOfLargest(similarity.Slice(start, poolSize)));
        }
    }
}

/// <summary>Tests that measure time run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}

/// <summary>An activation of a user's runs through the same engine code as a built-in.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class CustomActivationSpeedTests(ITestOutputHelper output)
{
    // Code that runs often is compiled anew, in the background and a while later; until both have been, their times tell of that alone.
    private const int LeastRounds = 300;
    private const int MostRounds = 5000;

    // Equal code differs by a percent or two; an activation behind an interface or a delegate would take far longer.
    private const double Tolerance = 1.1;

    [Fact]
    public void A_copy_of_a_built_in_has_its_bits_and_its_speed()
    {
        ExperimentConfig experiment = TestExperiments.Read("""
            name: copies
            datasets: [synthetic_ecg]
            model: { kernel_size: 10 }
            activations: [extrema_pool_indices, copied_pool]
            """);
        IReadOnlyList<Trial> plan = Plan.Of(experiment);
        TrialData data = ExperimentData.Load(experiment).Data;
        List<double> builtIn = [], copied = [];
        double ratio = double.PositiveInfinity;
        for (int round = 0; round < MostRounds && (round < LeastRounds || ratio > Tolerance); round++)
        {
            // In turn, so that what else the machine does meets both; the least time of each is the one it was let alone in.
            (TrialResult first, TrialResult second) = (Train(plan[0], data), Train(plan[1], data));
            Assert.Equal(first.Digest, second.Digest);
            builtIn.Add(first.Duration.TotalMilliseconds);
            copied.Add(second.Duration.TotalMilliseconds);
            ratio = copied.Min() / builtIn.Min();
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"built-in {builtIn.Min():F2} ms, copy {copied.Min():F2} ms, ratio {ratio:F3}"));
        Assert.True(ratio <= Tolerance, $"the copy takes {ratio:F2} times as long");
    }

    private static TrialResult Train(Trial trial, TrialData data)
    {
        Sink sink = new();
        new CpuEngine(ActivationRegistry.Instance, 1).Run([trial], data, sink, CancellationToken.None);
        return sink.Result!;
    }

    private sealed class Sink : ITrialSink
    {
        public TrialResult? Result { get; private set; }

        public void Completed(TrialResult result) => Result = result;

        public void Failed(Trial trial, string reason, Exception? defect) => throw new TrialFailedException(reason);
    }
}
