using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Losses;
using Sans.Core.Numerics;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Cpu.Images;
using Sans.Cpu.Operations;
using Sans.Torch;
using Sans.Torch.Activations;
using TorchSharp;
using static TorchSharp.torch;

namespace Sans.Tests.Torch;

/// <summary>The same network in both engines, step by step.</summary>
internal sealed class TwinNetworks : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly SignalSplit _split;
    private readonly INetwork _embedded;
    private readonly Adam _embeddedAdam;
    private readonly BatchLayout _layout;
    private readonly TensorNetwork _network;
    private readonly Tensor _weights;
    private readonly MaskedAdam _adam;
    private readonly BatchSteps _steps;
    private readonly int[] _weightCounts;

    /// <summary>Both networks with the trial's initial weights.</summary>
    /// <param name="trial">What is trained.</param>
    /// <param name="split">On what.</param>
    /// <param name="embeddedPenalty">λ of the embedded engine where it was found on the first batch.</param>
    /// <param name="torchPenalty">λ of the TorchSharp engine there.</param>
    public TwinNetworks(NetworkTrial trial, SignalSplit split, double? embeddedPenalty = null, double? torchPenalty = null)
    {
        _split = split;
        ExampleShape shape = split.Train.Shape;
        PreparedSplit prepared = shape.Dimensions == SignalDimensions.One
            ? new PreparedSignals(split, trial.KernelSizes.Max())
            : new PreparedImages(split);
        float[][] kernels = new NetworkRandomness(trial).DrawKernels(shape);
        _weightCounts = [.. kernels.Select(k => k.Length)];
        _embedded = ActivationRegistry.Instance.Visit(trial.Activation, new Embedded(prepared, trial));
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i].CopyTo(_embedded.Kernel(i).Span);
        }

        _embedded.Penalty = MapPenalty.Of(With(trial, embeddedPenalty), shape.Length);
        _embedded.KernelsChanged();
        _embeddedAdam = new Adam(_weightCounts, trial.Training.Adam);

        TrialBatch batch = new([trial], new NetworkData(new Dictionary<string, SignalSplit> { [trial.Dataset] = split }));
        _layout = new BatchLayout(batch, CPU);
        _weights = _layout.Frame(kernels).requires_grad_();
        _adam = new MaskedAdam(_weights, _layout.IsOutside, trial.Training.Adam);
        _network = new TensorNetwork(
            _layout,
            ActivationRegistry.Instance.Visit(trial.Activation, new Form(_layout.Maps)),
            trial.Readings is { UseTransposedDecoder: true });
        TensorPenalty? penalty = With(trial, torchPenalty).Training.Penalty is { } config
            ? new TensorPenalty(config, trial.KernelCount, 1, CPU)
            : null;
        _steps = new BatchSteps(_network, _layout, _weights, _adam, LossRegistry.Of(trial.Training.Loss), penalty);
    }

    /// <summary>The weights of the embedded engine.</summary>
    public float[] EmbeddedWeights => [.. _weightCounts.SelectMany((count, i) => _embedded.Kernel(i).Span[..count].ToArray())];

    /// <summary>The weights of the TorchSharp engine.</summary>
    public float[] TorchWeights => InOrder(_weights);

    /// <summary>Takes a step in both engines.</summary>
    /// <returns>The gradient of each, by which it moved.</returns>
    public (float[] Embedded, float[] Torch) Step(ReadOnlySpan<int> examples)
    {
        float scale = 1f / (examples.Length * _split.Train.Shape.Length);
        _embedded.ClearGradients();
        _embedded.BeginBatch(examples);
        if (_embedded.Penalty is { NeedsMeans: true } penalty)
        {
            penalty.Begin(examples.Length);
            for (int i = 0; i < examples.Length; i++)
            {
                _embedded.Observe(examples[i], i);
            }

            penalty.TakeMeans();
        }

        for (int i = 0; i < examples.Length; i++)
        {
            _embedded.Learn(examples[i], i);
        }

        _embeddedAdam.NextStep();
        List<float> embedded = [];
        for (int i = 0; i < _weightCounts.Length; i++)
        {
            PaddedBuffer gradient = _embedded.Gradient(i, scale);
            embedded.AddRange(gradient.Span[.._weightCounts[i]]);
            _embeddedAdam.Update(i, ref _embedded.Kernel(i).At(0), ref gradient.At(0), _weightCounts[i]);
        }

        _embedded.Activation?.Step(examples.Length);
        _embedded.KernelsChanged();

        using DisposeScope scope = NewDisposeScope();
        Tensor batch = Batch(examples);
        float[] torch = InOrder(_steps.Gradient(batch).Gradient);
        _steps.Train(batch);
        return ([.. embedded], torch);
    }

    /// <summary>
    /// The kept positions and the positive residuals at the weights of one engine. The TorchSharp network computes
    /// them.
    /// </summary>
    /// <returns>A letter for each position of map and example.</returns>
    public string Decisions(float[] weights, ReadOnlySpan<int> examples)
    {
        using DisposeScope scope = NewDisposeScope();
        (TensorPass pass, Tensor batch) = Run(weights, examples);
        IEnumerable<char> kept = HostCopy.Of<bool>(pass.IsKept).Select(k => k ? 'k' : '.');
        IEnumerable<char> signs = HostCopy.Of<float>((pass.Reconstruction - batch).sign()).Select(s => s > 0 ? '+' : s < 0 ? '-' : '0');
        return string.Concat(kept.Concat(signs));
    }

    /// <summary>
    /// The distance of the nearest decision from its boundary. It is the least residual, similarity, or difference of
    /// two magnitudes in a map.
    /// </summary>
    public float LeastMargin(float[] weights, ReadOnlySpan<int> examples)
    {
        using DisposeScope scope = NewDisposeScope();
        TensorPass pass = Run(weights, examples).Pass;
        Tensor ordered = pass.Similarity.flatten(2).abs().sort(-1).Values;
        float apart = ordered.shape[^1] == 1
            ? float.PositiveInfinity
            : (ordered.narrow(-1, 1, ordered.shape[^1] - 1) - ordered.narrow(-1, 0, ordered.shape[^1] - 1)).min().item<float>();
        return Math.Min(apart, Math.Min(pass.Error.min().item<float>(), pass.Similarity.abs().min().item<float>()));
    }

    public void Dispose() => _scope.Dispose();

    private static NetworkTrial With(NetworkTrial trial, double? weight) => weight is { } λ && trial.Training.Penalty is { } penalty
        ? trial with { Training = trial.Training with { Penalty = penalty with { Weight = λ } } }
        : trial;

    private (TensorPass Pass, Tensor Batch) Run(float[] weights, ReadOnlySpan<int> examples)
    {
        using IDisposable withoutGradient = no_grad();
        int first = 0;
        float[][] kernels = [.. _weightCounts.Select(count => weights.AsSpan((first += count) - count, count).ToArray())];
        Tensor batch = Batch(examples);
        return (_network.Run(_layout.Frame(kernels), batch, SelectionPhase.Training), batch);
    }

    private Tensor Batch(ReadOnlySpan<int> examples)
    {
        List<float> samples = [];
        foreach (int example in examples)
        {
            samples.AddRange(_split.Train[example]);
        }

        ExampleShape shape = _split.Train.Shape;

        // The tensors use the memory of the library, like those of the engine. Sums over an array of the host may have
        // an order that depends on its address.
        using Tensor onHost = tensor([.. samples], [examples.Length, 1, shape.Height, shape.Width]);
        return onHost.clone();
    }

    private float[] InOrder(Tensor frames) => [.. _layout.KernelsOf(HostCopy.Of<float>(frames), 0).SelectMany(k => k)];

    private sealed class Embedded(PreparedSplit prepared, NetworkTrial trial) : IActivationVisitor<INetwork>
    {
        public INetwork Visit<T>(T activation)
            where T : struct, ISparseActivation => prepared.NetworkOf(activation, trial, trial.KernelSizes.Max(), new WorkerMemory());
    }

    private sealed class Form(MapLayout maps) : IActivationVisitor<ITensorSelection>
    {
        public ITensorSelection Visit<T>(T activation)
            where T : struct, ISparseActivation => TensorForms.Of<T>()!.Prepare(activation, maps);
    }
}
