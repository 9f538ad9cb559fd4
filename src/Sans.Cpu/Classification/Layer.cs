using Sans.Core.Numerics;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>
/// A layer of a <see cref="ClassifierNetwork"/> over buffers of its own. Examples lie side by side: a buffer has a row of
/// <c>lanes</c> numbers for each number of an example, and
/// everything is done to 16 examples at once.
/// </summary>
internal abstract class Layer
{
    /// <summary>What comes out, <c>[numbers of an example, lanes]</c>.</summary>
    public abstract PaddedBuffer Output { get; }

    /// <summary>Whether it has weights.</summary>
    public virtual bool Learns => false;

    /// <summary>Whether the gradient at its input takes the place of that at its output.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>From the input to the output.</summary>
    public abstract void Forward();

    /// <summary>From the gradient at the output to that of the weights, and to that at the input.</summary>
    /// <param name="gradient">At the output, laid out as it is; zero in lanes without an example. The one at the input as well
    /// where it is done in place.</param>
    /// <param name="inputGradient">Receives the gradient at the input; <see langword="null"/> where nobody needs it, or in place.</param>
    /// <param name="exampleCount">Examples of the batch.</param>
    public abstract void Backward(PaddedBuffer gradient, PaddedBuffer? inputGradient, int exampleCount);

    /// <summary>A buffer for numbers of examples side by side; rows of zeros behind them, up to a multiple of 16.</summary>
    public static PaddedBuffer Buffer(int numbers, int lanes) => new(checked(Lanes.RoundUp(numbers) * lanes), 0);
}
