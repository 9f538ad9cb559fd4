using Sans.Configuration;
using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>The losses of nested kernels on the example that went forward last.</summary>
internal sealed class NestedPass
{
    private readonly float[][] _slopes;

    private NestedPass(int[] ends, int sampleCount)
    {
        Ends = ends;
        Errors = new float[ends.Length];
        _slopes = [.. ends.Select(_ => new float[sampleCount])];
    }

    /// <summary>The number of kernels of each prefix.</summary>
    public int[] Ends { get; }

    /// <summary>The sum Σ|x̂ - x| of each prefix.</summary>
    public float[] Errors { get; }

    /// <summary>The pass of a trial, or <see langword="null"/> where its kernels are not nested.</summary>
    /// <typeparam name="TActivation">The activation.</typeparam>
    /// <param name="trial">The trial.</param>
    /// <param name="shape">The shape of an example.</param>
    /// <exception cref="TrialFailedException">Such kernels cannot be nested.</exception>
    public static NestedPass? Of<TActivation>(NetworkTrial trial, ExampleShape shape)
        where TActivation : struct, ISparseActivation
    {
        if (trial.Nested.Count == 0)
        {
            return null;
        }

        if (shape.Dimensions != SignalDimensions.One)
        {
            throw new TrialFailedException("'model.nested' is for signals, not for images");
        }

        // A selection that sees other maps would change with their number.
        return ActivationRun<TActivation>.IsNeeded
            ? throw new TrialFailedException(
                $"'model.nested' needs an activation that selects from each map on its own; '{trial.Activation.Name}' does not")
            : new NestedPass([.. trial.Nested], shape.Length);
    }

    /// <summary>Empty sums for examples, with those of each prefix.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="count">Number of examples.</param>
    public static ExampleSums SumsOf(NetworkTrial trial, int count) =>
        trial.Nested.Count == 0 ? new(count) : new(count) { Prefixes = [.. trial.Nested.Select(_ => new ExampleSums(count))] };

    /// <summary>The prefix that ends with a number of kernels, or a negative number where none does.</summary>
    /// <param name="kernelCount">Number of first kernels.</param>
    public int PrefixOf(int kernelCount) => Array.IndexOf(Ends, kernelCount);

    /// <summary>The first kernel that a prefix has beyond the one before.</summary>
    /// <param name="prefix">The prefix.</param>
    public int StartOf(int prefix) => prefix == 0 ? 0 : Ends[prefix - 1];

    /// <summary>Keeps the error and the slope of a prefix for the way back.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="error">Its Σ|x̂ - x|.</param>
    /// <param name="slope">The slope of its loss at each sample.</param>
    public void Keep(int prefix, float error, ReadOnlySpan<float> slope)
    {
        Errors[prefix] = error;
        slope.CopyTo(_slopes[prefix]);
    }

    /// <summary>
    /// Adds the slope of a prefix to those of the longer ones. The longest prefix comes first and replaces what was there.
    /// </summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="sum">The sum, <c>[n]</c>.</param>
    public void AddSlope(int prefix, Span<float> sum)
    {
        if (prefix == Ends.Length - 1)
        {
            _slopes[prefix].CopyTo(sum);
            return;
        }

        float[] slope = _slopes[prefix];
        for (int t = 0; t < slope.Length; t++)
        {
            sum[t] += slope[t];
        }
    }
}
