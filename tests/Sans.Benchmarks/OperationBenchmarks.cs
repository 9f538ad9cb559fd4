using BenchmarkDotNet.Attributes;
using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Losses;
using Sans.Core.Numerics;
using Sans.Cpu;
using Sans.Cpu.Operations;

namespace Sans.Benchmarks;

/// <summary>Each operation alone, on a signal of Table I and a freshly drawn kernel.</summary>
[MemoryDiagnoser]
public class OperationBenchmarks
{
    private Workspace _work = null!;
    private PaddedBuffer _signal = null!;
    private readonly int[] _memory = new int[1];
    private int[] _all = null!;
    private int[] _extrema = null!;
    private Adam _adam = null!;

    /// <summary>The kernel size m.</summary>
    [Params(10, 50, 250)]
    public int KernelSize { get; set; }

    private int Left => (KernelSize - 1) / 2;

    [GlobalSetup]
    public void Prepare()
    {
        PreparedWindows windows = new(PhysioNetLike.Load()[PhysioNetLike.Dataset].Train, KernelSize);
        _signal = windows.Signals[0];
        _work = new Workspace(_signal.Length, 1, KernelSize);
        new Core.Training.NetworkRandomness(PhysioNetLike.Trial(new ActivationConfig("identity", default), KernelSize))
            .DrawKernels(Core.Training.ExampleShape.Signal(_signal.Length))[0]
            .CopyTo(_work.Kernels[0].Span);
        _work.Kernels[0].Span.CopyTo(_work.ReversedKernels[0].Span);
        _work.ReversedKernels[0].Span.Reverse();
        Encoder();
        _all = [.. Enumerable.Range(0, _signal.Length)];
        _extrema = new Extrema(PhysioNetLike.BorderTolerance).Support(Similarity, KernelSize);
        _adam = new Adam([KernelSize], PhysioNetLike.Training.Adam);
        _adam.NextStep();
    }

    [Benchmark]
    public void Encoder() => Correlation.Run(
        ref _signal.At(-Left), ref _work.Kernels[0].At(0), KernelSize, ref _work.Similarities.At(0), _signal.Length, isAccumulating: false);

    [Benchmark]
    public int SelectRelu() => Select(new Relu());

    [Benchmark]
    public int SelectTopKAbsolutes() => Select(new TopKAbsolutes());

    [Benchmark]
    public int SelectExtremaPoolIndices() => Select(new ExtremaPoolIndices());

    [Benchmark]
    public int SelectExtrema() => Select(new Extrema(PhysioNetLike.BorderTolerance));

    [Benchmark]
    public void SparseDecode() => SparseDecoder.Add(
        _extrema, ref _work.Similarities.At(0), _work.ReversedKernels[0], KernelSize, KernelSize / 2, _work.Reconstruction);

    [Benchmark]
    public float Error() => ReconstructionError.Run(default(MeanAbsoluteError), _work.Reconstruction, _signal, _work.Slope);

    [Benchmark]
    public void SparseMapGradient() =>
        MapGradient.RunSparse(_extrema, _work.ReversedKernels[0], KernelSize, KernelSize / 2, _work.Slope, _work.MapGradients[0]);

    [Benchmark]
    public void SparseGradient() => SparseKernelGradient.Add(
        _extrema,
        ref _work.Similarities.At(0),
        _work.MapGradients[0],
        _signal,
        _work.Slope,
        KernelSize,
        KernelSize / 2,
        0,
        KernelSize,
        _work.EncoderGradients[0],
        _work.DecoderGradients[0]);

    [Benchmark]
    public void DenseGradient() => DenseKernelGradient.Add(
        ref _work.KeptMapGradient.At(0),
        _signal.Length,
        ref _signal.At(-Left),
        KernelSize,
        KernelSize,
        ref _work.EncoderGradients[0].At(0));

    [Benchmark]
    public void CopyKeptValues() => KeptValues.Copy(_all, Similarity, _work.ActivationMaps[0]);

    [Benchmark]
    public void AdamUpdate() => _adam.Update(0, ref _work.Kernels[0].At(0), ref _work.EncoderGradients[0].At(0), KernelSize);

    private ReadOnlySpan<float> Similarity => _work.Similarities.Span;

    private int Select<T>(T activation)
        where T : struct, ISparseActivation
    {
        SelectionContext context = new(
            Similarity,
            _signal.Length,
            1,
            0,
            MapShape.Signal(_signal.Length),
            KernelSize,
            SelectionPhase.Training,
            _work.Scratch,
            _memory.AsSpan(0, T.MemorySize));
        SupportBuilder support = new(_work.Positions);
        activation.Select(context, ref support);
        return support.Count;
    }
}
