using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;
using static TorchSharp.torch;

namespace Sans.Torch.Activations;

/// <summary>
/// An activation written for spans. Every map goes to the host. The kept positions come back, with values where they differ
/// from similarities.
/// </summary>
/// <typeparam name="TActivation">The activation.</typeparam>
internal sealed class HostSelection<TActivation> : IHostSelection, IProgressiveSelection
    where TActivation : struct, ISparseActivation
{
    private readonly TActivation _activation;
    private readonly MapLayout _maps;
    private readonly MapShape _shape;
    private readonly HostKernels _kernels;
    private readonly ActivationState[] _states;
    private readonly double[][] _best;
    private ActivationRun<TActivation>? _run;
    private int _mostExamples;

    // The examples and similarities of the last training step, which an activation learns from.
    private float[] _inputs = [];
    private float[] _similarities = [];

    /// <summary>Starts a training.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="maps">The maps.</param>
    /// <param name="kernels">The kernels, for activations that need them.</param>
    /// <param name="settings">The settings of Adam.</param>
    /// <param name="isTransposed">Whether the decoder is the transpose of the encoder.</param>
    public HostSelection(TActivation activation, MapLayout maps, HostKernels kernels, AdamConfig settings, bool isTransposed = false)
    {
        (_activation, _maps, _shape, _kernels) = (activation, maps, ActivationMap.ShapeOf(maps.Shape), kernels);
        int q = maps.KernelCount;
        _states = [.. Enumerable.Range(0, maps.ChannelCount / q).Select(trial =>
            ActivationState.Of(activation, [.. maps.KernelSizes.Skip(trial * q).Take(q)], kernels.Of(trial), settings, isTransposed))];
        _best = [.. _states.Select(s => s.Numbers.ToArray())];
    }

    /// <inheritdoc/>
    public bool LearnsByGradient => _states[0].LearnsByGradient;

    /// <inheritdoc/>
    public double Progress
    {
        set => Array.ForEach(_states, state => state.Progress = value);
    }

    /// <inheritdoc/>
    public Tensor Select(Tensor similarity, SelectionPhase phase) => SelectAll(null, similarity, phase, null, null);

    /// <inheritdoc/>
    public HostActivation Activate(Tensor weights, Tensor examples, Tensor similarity, SelectionPhase phase)
    {
        _kernels.Weights = weights;
        long[] shape = similarity.shape;
        if (!typeof(IValuedActivation).IsAssignableFrom(typeof(TActivation)))
        {
            return new HostActivation(SelectAll(examples, similarity, phase, null, null), null, null);
        }

        float[] values = new float[similarity.numel()];
        float[] slopes = new float[values.Length];
        Tensor isKept = SelectAll(examples, similarity, phase, values, slopes);
        return new HostActivation(isKept, tensor(values, shape, device: _maps.Device), tensor(slopes, shape, device: _maps.Device));
    }

    /// <inheritdoc/>
    public void Learn(Tensor mapGradient, double[] errors, double[] magnitudes, long[] nonZeroCounts)
    {
        int n = _maps.Shape.Length;
        float[] gradients = HostCopy.Of<float>(mapGradient);
        int examples = gradients.Length / (_maps.ChannelCount * n);
        float[] spread = new float[_shape.Length];
        for (int trial = 0; trial < _states.Length; trial++)
        {
            ActivationState state = _states[trial];
            state.ClearGradient();
            (float[] maps, float[] inputs) = (MapsOf(_similarities, trial, 0, examples), InputsOf(_inputs, trial, 0, examples));
            ExampleMaps all = AllOf(maps, examples, inputs);

            // The selection of the step is repeated, which changes nothing a second time.
            double[] numbers = state.Numbers.ToArray();
            Run(examples).Select(state, all, SelectionPhase.Training);
            numbers.CopyTo(state.Numbers);
            for (int example = 0; example < examples; example++)
            {
                int at = (example * _states.Length) + trial;
                ExampleCosts costs = new(
                    errors[at],
                    magnitudes[at],
                    (int)nonZeroCounts[at],
                    state.KernelSizes.ToArray().Sum(),
                    n,
                    _maps.Shape.Dimensions == SignalDimensions.One ? 1 : 2);
                for (int kernel = 0; kernel < _maps.KernelCount; kernel++)
                {
                    int channel = (trial * _maps.KernelCount) + kernel;
                    CopyRows(gradients.AsSpan(((example * _maps.ChannelCount) + channel) * n, n), spread);
                    Run(examples).AddGradient(state, all, example, kernel, spread, costs);
                }
            }

            state.Step(examples);
        }
    }

    /// <inheritdoc/>
    public Action Remember()
    {
        double[][] numbers = [.. _states.Select(s => s.Numbers.ToArray())];
        return () => SetNumbers(numbers);
    }

    /// <inheritdoc/>
    public double[]? Numbers(int trial) => _states[trial].Numbers is { IsEmpty: false } numbers ? numbers.ToArray() : null;

    /// <inheritdoc/>
    public bool IsFinite(int trial) => _states[trial].IsFinite();

    /// <inheritdoc/>
    public void KeepBest(ReadOnlySpan<bool> isBest)
    {
        for (int trial = 0; trial < isBest.Length; trial++)
        {
            _best[trial] = isBest[trial] ? _states[trial].Numbers.ToArray() : _best[trial];
        }
    }

    /// <inheritdoc/>
    public void TakeBest() => SetNumbers(_best);

    private void SetNumbers(double[][] numbers)
    {
        for (int trial = 0; trial < numbers.Length; trial++)
        {
            numbers[trial].CopyTo(_states[trial].Numbers);
        }
    }

    private ActivationRun<TActivation> Run(int examples)
    {
        if (_run is null || examples > _mostExamples)
        {
            (_run, _mostExamples) = (new ActivationRun<TActivation>(_activation, _shape, _maps.KernelCount, examples), examples);
        }

        return _run;
    }

    private Tensor SelectAll(Tensor? examplesOnDevice, Tensor similarity, SelectionPhase phase, float[]? values, float[]? slopes)
    {
        int n = _maps.Shape.Length;
        float[] similarities = HostCopy.Of<float>(similarity);
        float[] inputs = examplesOnDevice is null || !ActivationRun<TActivation>.IsNeeded ? [] : HostCopy.Of<float>(examplesOnDevice);
        if (phase == SelectionPhase.Training)
        {
            (_inputs, _similarities) = (inputs, similarities);
        }

        int examples = similarities.Length / (_maps.ChannelCount * n);

        // Only a scope of batches needs the maps of several examples side by side.
        int together = TActivation.Scope == SelectionScope.Batch && phase == SelectionPhase.Training ? examples : 1;
        bool[] isKept = new bool[similarities.Length];
        for (int trial = 0; trial < _states.Length; trial++)
        {
            for (int first = 0; first < examples; first += together)
            {
                ExampleMaps all = AllOf(MapsOf(similarities, trial, first, together), together, InputsOf(inputs, trial, first, together));
                Run(together).Select(_states[trial], all, phase);
                for (int map = 0; map < together * _maps.KernelCount; map++)
                {
                    (int example, int kernel) = (map / _maps.KernelCount, map % _maps.KernelCount);
                    int start = (((first + example) * _maps.ChannelCount) + (trial * _maps.KernelCount) + kernel) * n;
                    Put(example, kernel, start, isKept, values, slopes);
                }
            }
        }

        return tensor(isKept, similarity.shape, device: _maps.Device);
    }

    private void Put(int example, int kernel, int start, bool[] isKept, float[]? values, float[]? slopes)
    {
        ReadOnlySpan<int> support = _run!.Support(example, kernel);
        for (int i = 0; i < support.Length; i++)
        {
            int place = start + (support[i] / _shape.RowStride * _shape.Width) + (support[i] % _shape.RowStride);
            isKept[place] = true;
            if (values is not null)
            {
                values[place] = _run.Values(example, kernel)[i];
                slopes![place] = _run.Slopes(example, kernel)[i];
            }
        }
    }

    /// <summary>The maps of one trial on some examples, rows a multiple of 16 apart.</summary>
    private float[] MapsOf(float[] similarities, int trial, int first, int examples)
    {
        int n = _maps.Shape.Length;
        int stride = _shape.Length * _maps.KernelCount;
        float[] maps = new float[stride * examples];
        for (int example = 0; example < examples; example++)
        {
            int start = (((first + example) * _maps.ChannelCount) + (trial * _maps.KernelCount)) * n;
            CopyRows(similarities.AsSpan(start, _maps.KernelCount * n), maps.AsSpan(example * stride));
        }

        return maps;
    }

    /// <summary>The examples of one trial, rows a multiple of 16 apart, or empty where there are none.</summary>
    private float[] InputsOf(float[] inputs, int trial, int first, int examples)
    {
        int n = _maps.Shape.Length;
        float[] own = new float[inputs.Length == 0 ? 0 : _shape.Length * examples];
        for (int example = 0; example < examples && own.Length > 0; example++)
        {
            CopyRows(inputs.AsSpan((((first + example) * _states.Length) + trial) * n, n), own.AsSpan(example * _shape.Length));
        }

        return own;
    }

    private ExampleMaps AllOf(float[] maps, int examples, float[] inputs) =>
        new(maps, _shape.Length, _shape.Length * _maps.KernelCount, examples, inputs);

    /// <summary>Rows of an image begin a multiple of 16 apart, with zeros between them.</summary>
    private void CopyRows(ReadOnlySpan<float> values, Span<float> rows)
    {
        for (int row = 0; row < values.Length / _shape.Width; row++)
        {
            values.Slice(row * _shape.Width, _shape.Width).CopyTo(rows[(row * _shape.RowStride)..]);
        }
    }
}

/// <summary>
/// A selection on the host with further parts of an activation: values and trained numbers, for each trial of a batch.
/// </summary>
internal interface IHostSelection : ITensorSelection
{
    /// <summary>Whether Adam moves the numbers of the activation by their gradient.</summary>
    bool LearnsByGradient { get; }

    /// <summary>Selects, and computes values where they differ from similarities.</summary>
    /// <param name="weights">All weights, for activations that read kernels.</param>
    /// <param name="examples"><c>[examples, trials, height, width] float32</c>, for activations that read them.</param>
    /// <param name="similarity"><c>[examples, channels, height, width] float32</c>, without gradient.</param>
    /// <param name="phase">Training or evaluation.</param>
    HostActivation Activate(Tensor weights, Tensor examples, Tensor similarity, SelectionPhase phase);

    /// <summary>Updates the numbers of the activation after a training step.</summary>
    /// <param name="mapGradient">The gradient of Σℓ of each example at its activation maps, in the shape of the maps.</param>
    /// <param name="errors">Σ|x̂ - x|, <c>[examples · trials]</c>, the first example of every trial first.</param>
    /// <param name="magnitudes">Σ|x|</param>
    /// <param name="nonZeroCounts">A</param>
    void Learn(Tensor mapGradient, double[] errors, double[] magnitudes, long[] nonZeroCounts);

    /// <summary>Stores the present numbers. The result restores them.</summary>
    Action Remember();

    /// <summary>The present numbers of a trial, or <see langword="null"/> where the activation has none.</summary>
    double[]? Numbers(int trial);

    /// <summary>Whether the numbers of a trial are finite.</summary>
    bool IsFinite(int trial);

    /// <inheritdoc cref="ITrainer.KeepBest"/>
    void KeepBest(ReadOnlySpan<bool> isBest);

    /// <inheritdoc cref="ITrainer.TakeBest"/>
    void TakeBest();
}

/// <summary>The result of an activation on the host.</summary>
/// <param name="IsKept"><c>bool</c> in the shape of the maps.</param>
/// <param name="Values">The values at kept positions, or <see langword="null"/> where they are the similarities.</param>
/// <param name="Slopes">The derivatives of the values by the similarities, or <see langword="null"/> where they are 1.</param>
internal sealed record HostActivation(Tensor IsKept, Tensor? Values, Tensor? Slopes);
