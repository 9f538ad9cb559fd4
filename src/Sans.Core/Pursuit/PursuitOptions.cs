namespace Sans.Core.Pursuit;

/// <summary>The fit of the amplitudes after each choice of a pursuit.</summary>
public enum PursuitRefit
{
    /// <summary>Only the chosen activation changes, and it may be chosen again (matching pursuit).</summary>
    None,

    /// <summary>The activations whose atoms overlap the new one change, by least squares.</summary>
    Local,

    /// <summary>All activations change, by least squares (orthogonal matching pursuit).</summary>
    LeastSquares,
}

/// <summary>The end of a pursuit.</summary>
public enum PursuitStop
{
    /// <summary>The pursuit ends when φ cannot fall further. The prefix of least φ is the result.</summary>
    Phi,

    /// <summary>The pursuit ends at a number of activations.</summary>
    Count,

    /// <summary>The pursuit ends when the normalized reconstruction loss L̃ reaches a limit.</summary>
    Residual,

    /// <summary>The pursuit ends when the largest |c| / N is at most a threshold θ.</summary>
    Threshold,
}

/// <summary>The options of a pursuit.</summary>
/// <param name="Refit">The fit of the amplitudes after each choice.</param>
/// <param name="Stop">The condition that ends the pursuit.</param>
/// <param name="Limit">The count, the loss L̃ or the threshold θ that ends it. Unused for <see cref="PursuitStop.Phi"/>.</param>
/// <param name="LookAhead">
/// Number of consecutive steps without a new least φ that ends the pursuit, <see cref="int.MaxValue"/> for the whole path.
/// </param>
/// <param name="DistanceFactor">
/// The factor f. A choice removes the candidates of all kernels at most <see cref="DistanceOf"/> samples away, in 2-D along
/// rows and columns. 0 removes none.
/// </param>
/// <param name="BorderTolerance">Samples by which that distance is shorter than the kernel before it is multiplied by f.</param>
/// <param name="Sweeps">Cyclic sweeps at the end, each of which tries to drop or move every activation.</param>
/// <param name="AbsoluteRefit">Steps towards the least absolute deviations at the end.</param>
public sealed record PursuitOptions(
    PursuitRefit Refit = PursuitRefit.LeastSquares,
    PursuitStop Stop = PursuitStop.Phi,
    double Limit = 0,
    int LookAhead = 8,
    double DistanceFactor = 0,
    int BorderTolerance = 0,
    int Sweeps = 0,
    int AbsoluteRefit = 0)
{
    /// <summary>
    /// The least distance in samples between two activations: <c>max(1, floor(f · max(1, m - border_tolerance)))</c>, 0 where f
    /// is 0.
    /// </summary>
    /// <param name="kernelSize">Samples m of the kernel, or of its side.</param>
    public int DistanceOf(int kernelSize) =>
        DistanceFactor > 0
            ? Math.Max(1, (int)Math.Min(int.MaxValue, Math.Floor(DistanceFactor * Math.Max(1, kernelSize - BorderTolerance))))
            : 0;
}
