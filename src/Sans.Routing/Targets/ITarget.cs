namespace Sans.Routing.Targets;

/// <summary>A function that networks learn: <c>f : R^d -> R</c>.</summary>
public interface ITarget
{
    /// <summary>d</summary>
    int Dimension { get; }

    /// <summary>A constant L with <c>|f(x) - f(x')| &lt;= L |x - x'|</c> on the cube [-1, 1]^d, exact or an upper bound; <see langword="null"/> where none is known.</summary>
    double? Lipschitz { get; }

    /// <summary>f(x).</summary>
    /// <param name="x"><c>[d] float64</c></param>
    double Value(ReadOnlySpan<double> x);
}
