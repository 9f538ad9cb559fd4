using System.Runtime.InteropServices;
using Sans.Configuration;
using Sans.Core.Numerics;

namespace Sans.Core.Activations;

/// <summary>The state of an activation in training: the kernels and the activation's own numbers.</summary>
public sealed class ActivationState
{
    private readonly int[] _sizes;
    private readonly IKernelSource? _kernels;
    private readonly double[] _numbers;
    private readonly double[] _gradient;
    private readonly DoubleAdam? _adam;

    private ActivationState(int[] sizes, IKernelSource? kernels, bool usesTransposedDecoder, double[] numbers, DoubleAdam? adam)
    {
        (_sizes, _kernels, UsesTransposedDecoder, _numbers, _adam) = (sizes, kernels, usesTransposedDecoder, numbers, adam);
        _gradient = new double[adam is null ? 0 : numbers.Length];
    }

    /// <summary>The size m of each kernel. For images, the length of its side.</summary>
    public ReadOnlySpan<int> KernelSizes => _sizes;

    /// <summary>Whether a kept value adds its kernel, rather than the reversed kernel, to the reconstruction.</summary>
    public bool UsesTransposedDecoder { get; }

    /// <summary>The trained numbers of an <see cref="ILearnedActivation"/>, or empty for others.</summary>
    public Span<double> Numbers => _numbers;

    /// <summary>Progress of the training, in [0, 1].</summary>
    public double Progress { get; set; } = 1;

    /// <summary>Whether Adam moves the numbers by their gradient.</summary>
    public bool LearnsByGradient => _adam is not null;

    /// <summary>
    /// Working memory that an activation keeps from one selection to the next, one of each form. It must not change what is
    /// selected.
    /// </summary>
    internal List<object> Workspaces { get; } = [];

    /// <summary>The sum of the gradients of a batch.</summary>
    internal Span<double> Gradient => _gradient;

    /// <summary>The state before the first step.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="kernelSizes">The size m of each kernel, or of its side.</param>
    /// <param name="kernels">The weights of the kernels, or <see langword="null"/> where they are unknown.</param>
    /// <param name="settings">The settings of Adam, or <see langword="null"/> where nothing is trained.</param>
    /// <param name="usesTransposedDecoder">Whether the decoder is the transpose of the encoder.</param>
    public static ActivationState Of<T>(
        T activation, IReadOnlyList<int> kernelSizes, IKernelSource? kernels, AdamConfig? settings, bool usesTransposedDecoder = false)
        where T : struct, ISparseActivation
    {
        if (activation is not ILearnedActivation learned)
        {
            return new ActivationState([.. kernelSizes], kernels, usesTransposedDecoder, [], null);
        }

        double[] numbers = new double[learned.StateSize(kernelSizes.Count)];
        learned.Begin(numbers);
        double factor = learned.LearningRateFactor;
        DoubleAdam? adam = factor == 0 || settings is null
            ? null
            : new(numbers.Length, settings with { LearningRate = settings.LearningRate * factor });
        return new ActivationState([.. kernelSizes], kernels, usesTransposedDecoder, numbers, adam);
    }

    /// <summary>The weights of a kernel, in 2-D row by row.</summary>
    /// <param name="kernel">The kernel, in [0, q).</param>
    /// <exception cref="NotSupportedException">The weights are unknown.</exception>
    public ReadOnlySpan<float> Kernel(int kernel) =>
        _kernels is null ? throw new NotSupportedException("there are only maps, no kernels") : _kernels.Kernel(kernel);

    /// <summary>Sets the gradients to zero before a batch.</summary>
    public void ClearGradient() => Array.Clear(_gradient);

    /// <summary>Updates the numbers after a batch where they have a gradient.</summary>
    /// <param name="examples">Examples of the batch.</param>
    public void Step(int examples)
    {
        if (_adam is null)
        {
            return;
        }

        foreach (ref double slope in _gradient.AsSpan())
        {
            slope /= examples;
        }

        _adam.Step(_numbers, _gradient);
    }

    /// <summary>Whether every number is finite.</summary>
    public bool IsFinite() => Array.TrueForAll(_numbers, double.IsFinite);

    /// <summary>Writes the state that later steps depend on.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(MemoryMarshal.AsBytes<double>(_numbers));
        _adam?.Save(writer);
    }

    /// <summary>Reads the state that <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_numbers.AsSpan()));
        _adam?.Load(reader);
    }
}

/// <summary>A source of the present weights of kernels.</summary>
public interface IKernelSource
{
    /// <summary>The weights of a kernel, in 2-D row by row.</summary>
    /// <param name="kernel">The kernel, in [0, q).</param>
    ReadOnlySpan<float> Kernel(int kernel);
}
