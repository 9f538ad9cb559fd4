using Sans.Core.Activations;

namespace Sans.Autoencoders.Units;

/// <summary>What makes the code of the pre-activations: an elementwise unit, or a selector over the units of a sample or a batch.</summary>
internal abstract class CodeUnit
{
    /// <summary>Whether every value of the code is in (0, 1), so that it can be read as a probability.</summary>
    public virtual bool IsProbability => false;

    /// <summary>Whether the unit has a bias b. A unit with a threshold has none by default.</summary>
    public virtual bool HasBias => true;

    /// <summary>
    /// The least magnitude of a pre-activation that is not cut to zero, where there is such a jump. It decides the scale that a
    /// unit needs to live.
    /// </summary>
    public virtual double? Threshold => null;

    /// <summary>The code and its slope.</summary>
    /// <param name="preActivations">z, <c>[batch, stride]</c>.</param>
    /// <param name="layout">How many samples and units there are, and how far rows are apart.</param>
    /// <param name="phase">Training or evaluation: the latter must not depend on what else is in the batch.</param>
    /// <param name="code">Receives h, <c>[batch, stride]</c>. What lies behind the units of a row stays as it is.</param>
    /// <param name="slope">Receives dh/dz.</param>
    public abstract void Run(
        ReadOnlySpan<double> preActivations, CodeLayout layout, SelectionPhase phase, Span<double> code, Span<double> slope);
}

/// <summary>The shape of a code in memory.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Units">Units H.</param>
/// <param name="Stride">Distance between the rows of two samples.</param>
internal readonly record struct CodeLayout(int Batch, int Units, int Stride)
{
    /// <summary>Numbers of all rows.</summary>
    public int Size => Batch * Stride;
}
