using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Torch;
using Sans.Torch.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Tests.Torch;

/// <summary>Tensor forms keep exactly the same positions as their activations.</summary>
public sealed class TensorFormTests : TorchTest
{
    // Some parameters are larger than some maps.
    private static readonly int[] KernelSizes = [1, 2, 3, 4, 7, 8, 15, 40];

    [SkippableFact]
    public void Of_identity() => CheckAll(new Identity());

    [SkippableFact]
    public void Of_relu() => CheckAll(new Relu());

    [SkippableFact]
    public void Of_top_k()
    {
        CheckAll(new TopKAbsolutes());
        CheckAll(new TopKAbsolutes(3));
        CheckAll(new TopKAbsolutes(1_000_000));
    }

    [SkippableFact]
    public void Of_extrema_pool()
    {
        CheckAll(new ExtremaPoolIndices());
        CheckAll(new ExtremaPoolIndices(5));
        CheckAll(new ExtremaPoolIndices(1_000));
    }

    [SkippableFact]
    public void Of_extrema()
    {
        CheckAll(new Extrema());
        CheckAll(new Extrema(2));
        CheckAll(new Extrema(0, 1));
        CheckAll(new Extrema(0, 1_000));
    }

    /// <summary>Activations without a tensor form.</summary>
    [SkippableFact]
    public void On_the_host()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (ExampleShape shape in MapShapes)
        {
            MapLayout maps = Layout(shape);
            Check(
                new Extrema(1),
                new HostSelection<Extrema>(new Extrema(1), maps, new HostKernels((_, _) => []), new AdamConfig(0.01, 0.9, 0.999, 1e-8)),
                maps,
                Samples(maps)[0]);
        }
    }

    private static IEnumerable<ExampleShape> MapShapes =>
        Enumerable.Range(1, 20)
            .Append(64)
            .Append(101)
            .Select(ExampleShape.Signal)
            .Concat([new(2, 2), new(3, 9), new(9, 3), new(16, 16), new(11, 20)]);

    private static void CheckAll<T>(T activation)
        where T : struct, ISparseActivation
    {
        foreach (ExampleShape shape in MapShapes)
        {
            using DisposeScope scope = NewDisposeScope();
            MapLayout maps = Layout(shape);
            ITensorSelection selection = TensorForms.Of<T>()!.Prepare(activation, maps);
            foreach (float[] values in Samples(maps))
            {
                Check(activation, selection, maps, values);
            }
        }
    }

    private static MapLayout Layout(ExampleShape shape) => new(shape, KernelSizes, 2, CPU);

    /// <summary>
    /// Random maps. Maps of few different values, so that most of them tie. Plateaus. Zeros. Slopes, whose extrema are
    /// decided one after another.
    /// </summary>
    private static IReadOnlyList<float[]> Samples(MapLayout maps)
    {
        const int examples = 2;
        int length = examples * maps.ChannelCount * maps.Shape.Length;
        float[] random = TorchTest.Random(length, $"maps of {maps.Shape}");
        return
        [
            random,
            [.. random.Select(v => MathF.Round(v))],
            [.. random.Select(v => MathF.Round(2 * v) / 2 * (v > 0 ? 1 : 0))],
            new float[length],
            [.. Enumerable.Range(0, length).Select(t => (t % 3) - 1.0f + (0.01f * (t % maps.Shape.Length)))],
            [.. Enumerable.Range(0, length).Select(t => (t % 2 == 0 ? 1 : -1) * (1 + (0.001f * (t % maps.Shape.Length))))],
        ];
    }

    private static void Check<T>(T activation, ITensorSelection selection, MapLayout maps, float[] values)
        where T : struct, ISparseActivation
    {
        int n = maps.Shape.Length;
        Tensor similarity = tensor(values, [values.Length / n / maps.ChannelCount, maps.ChannelCount, maps.Shape.Height, maps.Shape.Width]);
        bool[] isKept;
        do
        {
            isKept = HostCopy.Of<bool>(selection.Select(similarity, SelectionPhase.Evaluation));
        }
        while (selection is IRoundedSelection rounded && rounded.WasCutShort());

        for (int map = 0; map < values.Length / n; map++)
        {
            int size = maps.KernelSizes[map % maps.ChannelCount];
            int[] expected = activation.Support(values.AsSpan(map * n, n), maps.Shape, size);
            int[] found = [.. Enumerable.Range(0, n).Where(p => isKept[(map * n) + p])];
            Assert.True(
                expected.SequenceEqual(found),
                $"{activation}, {maps.Shape}, m = {size}: [{string.Join(", ", found)}] and not [{string.Join(", ", expected)}]");
        }
    }
}
