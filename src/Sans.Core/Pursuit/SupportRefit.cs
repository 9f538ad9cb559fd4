namespace Sans.Core.Pursuit;

/// <summary>The amplitudes of positions that a selector keeps.</summary>
public enum SupportRefit
{
    /// <summary>The similarities, as in the paper.</summary>
    None,

    /// <summary>The amplitudes of least Σr², as constants of a training step.</summary>
    LeastSquares,
}
