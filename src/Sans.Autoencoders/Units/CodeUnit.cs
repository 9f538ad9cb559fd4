using Sans.Core.Activations;

namespace Sans.Autoencoders.Units;

/// <summary>
/// The unit that turns pre-activations into the code: an elementwise unit, or a selector over the units of a sample or a batch.
/// </summary>
internal abstract class CodeUnit
{
    /// <summary>Whether every value of the code is in (0, 1), so that it can be a probability.</summary>
    public virtual bool IsProbability => false;

    /// <summary>Whether the unit has a bias b. A unit with a threshold has none by default.</summary>
    public virtual bool HasBias => true;

    /// <summary>
    /// The least magnitude of a pre-activation that is not cut to zero, or <see langword="null"/> without such a jump. It
    /// decides the scale that a unit needs to stay active.
    /// </summary>
    public virtual double? Threshold => null;

    /// <summary>Computes the code and its slope.</summary>
    /// <param name="preActivations">z, <c>[batch, stride]</c>.</param>
    /// <param name="layout">The numbers of samples and units, and the distance between rows.</param>
    /// <param name="phase">Training or evaluation. In evaluation, a sample must not depend on the rest of the batch.</param>
    /// <param name="code">Receives h, <c>[batch, stride]</c>. Values behind the units of a row stay unchanged.</param>
    /// <param name="slope">Receives dh/dz.</param>
    public abstract void Run(
        ReadOnlySpan<double> preActivations, CodeLayout layout, SelectionPhase phase, Span<double> code, Span<double> slope);
}

/// <summary>The shape of a code in memory.</summary>
/// <param name="Batch">Number of samples.</param>
/// <param name="Units">Units H.</param>
/// <param name="Stride">Distance between the rows of two samples.</param>
internal readonly record struct CodeLayout(int Batch, int Units, int Stride)
{
    /// <summary>The number of values in all rows.</summary>
    public int Size => Batch * Stride;
}
