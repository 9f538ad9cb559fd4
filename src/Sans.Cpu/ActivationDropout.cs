using Sans.Configuration;
using Sans.Core.Random;
using Sans.Core.Training;

namespace Sans.Cpu;

/// <summary>Drops activations of training steps at random.</summary>
/// <param name="rate">The probability with which one is dropped.</param>
/// <param name="isInverted">Whether the values that stay are divided by 1 - rate.</param>
internal sealed class ActivationDropout(double rate, bool isInverted)
{
    private RandomStream? _stream;

    /// <summary>By what the values that stay, and their gradients, are multiplied.</summary>
    public float Factor { get; } = isInverted ? (float)(1 / (1 - rate)) : 1;

    /// <summary>That of a trial; <see langword="null"/> where nothing is dropped.</summary>
    /// <exception cref="TrialFailedException">The activation learns numbers of its own.</exception>
    public static ActivationDropout? Of(NetworkTrial trial, INetwork network)
    {
        if (trial.Training.Dropout is not { } config || config.Rate.Value == 0)
        {
            return null;
        }

        return network.Activation is { Numbers.IsEmpty: false }
            ? throw new TrialFailedException("'training.dropout' does not work with activations that have trained numbers")
            : new ActivationDropout(config.Rate.Value, config.Scaling.Value == DropoutScaling.Inverted);
    }

    /// <summary>Begins an epoch.</summary>
    /// <param name="stream">One number of it for each activation: example after example in the order of the epoch, kernel after
    /// kernel, positions ascending.</param>
    public void Begin(RandomStream stream) => _stream = stream;

    /// <summary>Takes dropped positions of a map out, and scales the values of the others.</summary>
    /// <param name="positions">The kept positions, ascending; those that stay move together.</param>
    /// <param name="map">The values.</param>
    /// <returns>How many stay.</returns>
    public int Apply(Span<int> positions, Span<float> map)
    {
        int count = 0;
        foreach (int position in positions)
        {
            if (_stream!.NextUniform() >= rate)
            {
                map[position] *= Factor;
                positions[count++] = position;
            }
        }

        return count;
    }

    /// <summary>Turns the gradient at the values into that at what they were before.</summary>
    /// <param name="positions">The positions that stayed.</param>
    /// <param name="mapGradient">The gradient.</param>
    public void Backward(ReadOnlySpan<int> positions, Span<float> mapGradient)
    {
        foreach (int position in positions)
        {
            mapGradient[position] *= Factor;
        }
    }
}
