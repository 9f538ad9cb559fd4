namespace Sans.Core.Activations;

/// <summary>
/// An activation that keeps the candidates of a map by a threshold among its trained numbers. It keeps the same positions of a
/// whole recording as of its pieces (docs/method/extensions.md, 6.3).
/// </summary>
public interface IThresholdActivation : ILearnedActivation
{
    /// <summary>The positions that it may keep.</summary>
    CandidateSet Candidates { get; }

    /// <summary>Samples by which the distance of extrema is shorter than the kernel, where they are the candidates.</summary>
    int? BorderTolerance { get; }

    /// <summary>Whether a candidate is kept outside of training.</summary>
    /// <param name="state">The trained numbers.</param>
    /// <param name="kernel">The kernel of the map.</param>
    /// <param name="similarity">The similarity at the candidate. Not zero.</param>
    bool Keeps(ReadOnlySpan<double> state, int kernel, float similarity);
}
