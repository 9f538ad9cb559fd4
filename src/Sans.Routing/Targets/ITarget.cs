namespace Sans.Routing.Targets;

/// <summary>A function that networks learn: <c>f : R^d -> R</c>.</summary>
internal interface ITarget
{
    /// <summary>The value f(x) of the target.</summary>
    /// <param name="x"><c>[d] float64</c></param>
    double Value(ReadOnlySpan<double> x);
}
