using Sans.Core.Pursuit;

namespace Sans.Core.Activations;

/// <summary>An activation whose kept positions can get least-squares amplitudes instead of similarities.</summary>
public interface IRefittedActivation : ISparseActivation
{
    /// <summary>The source of amplitudes. The default is the similarities.</summary>
    SupportRefit? Refit { get; }
}

/// <summary>Hands an activation to generic code, with its refit where it asks for one. Generated registries call it.</summary>
public static class Refitting
{
    /// <summary>
    /// Visits the activation itself, or its form with least-squares amplitudes at the same positions.
    /// </summary>
    /// <param name="activation">The activation.</param>
    /// <param name="visitor">Receives it.</param>
    public static TResult Visit<T, TResult>(T activation, IActivationVisitor<TResult> visitor)
        where T : struct, ISparseActivation => activation is IRefittedActivation { Refit: SupportRefit.LeastSquares }
            ? visitor.Visit(new RefittedSupport<T>(activation))
            : visitor.Visit(activation);
}
