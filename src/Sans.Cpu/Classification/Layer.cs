using Sans.Core.Numerics;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>
/// A layer of a <see cref="ClassifierNetwork"/> over buffers of its own. Examples lie side by side: a buffer has a row of
/// <c>lanes</c> numbers for each number of an example. Every operation handles 16 examples at once.
/// </summary>
internal abstract class Layer
{
    /// <summary>The output, <c>[numbers of an example, lanes]</c>.</summary>
    public abstract PaddedBuffer Output { get; }

    /// <summary>Whether it has weights.</summary>
    public virtual bool Learns => false;

    /// <summary>Whether the gradient at its input replaces that at its output.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>Computes the output from the input.</summary>
    public abstract void Forward();

    /// <summary>Computes the gradients of the weights and at the input from that at the output.</summary>
    /// <param name="gradient">
    /// The gradient at the output, laid out like it, zero in lanes without an example. In place, it receives the gradient at
    /// the input.
    /// </param>
    /// <param name="inputGradient">
    /// Receives the gradient at the input. It is <see langword="null"/> where none is needed, or in place.
    /// </param>
    /// <param name="exampleCount">Examples of the batch.</param>
    public abstract void Backward(PaddedBuffer gradient, PaddedBuffer? inputGradient, int exampleCount);

    /// <summary>A buffer for numbers of examples side by side. Rows of zeros follow, up to a multiple of 16.</summary>
    public static PaddedBuffer Buffer(int numbers, int lanes) => new(checked(Lanes.RoundUp(numbers) * lanes), 0);
}
