namespace Sans.Core.Activations;

/// <summary>The positions that a selector may keep.</summary>
public enum CandidateSet
{
    /// <summary>Every position of a map.</summary>
    All,

    /// <summary>The positions that <see cref="Activations.Extrema"/> keeps of a map.</summary>
    Extrema,
}
