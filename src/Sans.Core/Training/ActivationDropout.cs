using Sans.Configuration;
using Sans.Core.Random;

namespace Sans.Core.Training;

/// <summary>Drops activations of training steps at random. Every engine draws by it, so all engines drop the same ones.</summary>
/// <param name="rate">The probability with which one is dropped, at least 0 and below 1.</param>
/// <param name="isInverted">Whether the values that stay are divided by 1 - rate.</param>
public sealed class ActivationDropout(double rate, bool isInverted)
{
    private RandomStream? _stream;

    /// <summary>The factor of the values that stay, and of their gradients.</summary>
    public float Factor { get; } = isInverted ? (float)(1 / (1 - rate)) : 1;

    /// <summary>The dropout of a trial, or <see langword="null"/> where nothing is dropped.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="hasNumbers">Whether the activation has trained numbers.</param>
    /// <exception cref="TrialFailedException">The activation has trained numbers.</exception>
    public static ActivationDropout? Of(NetworkTrial trial, bool hasNumbers)
    {
        if (trial.Training.Dropout is not { } config || config.Rate.Value == 0)
        {
            return null;
        }

        return hasNumbers
            ? throw new TrialFailedException("'training.dropout' does not work with activations that have trained numbers")
            : new ActivationDropout(config.Rate.Value, config.Scaling.Value == DropoutScaling.Inverted);
    }

    /// <summary>Starts an epoch.</summary>
    /// <param name="stream">
    /// The stream of the epoch. It gives one number for each activation: examples in the order of the epoch, then kernels, then
    /// positions ascending.
    /// </param>
    public void Begin(RandomStream stream) => _stream = stream;

    /// <summary>Whether the next activation is dropped.</summary>
    /// <exception cref="InvalidOperationException">No epoch has begun.</exception>
    public bool Drops() => (_stream ?? throw new InvalidOperationException("no epoch has begun")).NextUniform() < rate;

    /// <summary>Removes the dropped positions of a map, and scales the values of the others.</summary>
    /// <param name="positions">The kept positions, ascending. Those that stay move together.</param>
    /// <param name="map">The values.</param>
    /// <returns>The number of positions that stay.</returns>
    public int Apply(Span<int> positions, Span<float> map)
    {
        int count = 0;
        foreach (int position in positions)
        {
            if (!Drops())
            {
                map[position] *= Factor;
                positions[count++] = position;
            }
        }

        return count;
    }

    /// <summary>Turns the gradient at the scaled values into that at the original values.</summary>
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
