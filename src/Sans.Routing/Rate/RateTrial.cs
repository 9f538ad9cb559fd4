using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Routing.Rate;

/// <summary>One curve of error against number of buckets, on one subspace.</summary>
/// <param name="Ambient">Numbers of an input, d.</param>
/// <param name="Subspace">Dimension of the subspace, k.</param>
/// <param name="Directions">Directions of the hash, D.</param>
/// <param name="FirstWidth">The widest cells.</param>
/// <param name="Factor">Each width is this times the one before.</param>
/// <param name="Anchors">Points that the target measures distances to.</param>
/// <param name="Train">Inputs to learn from.</param>
/// <param name="Test">Inputs that the error is measured on.</param>
/// <param name="LeastBuckets">A point counts from so many non-empty buckets on.</param>
/// <param name="LeastSamples">A point counts while a bucket has so many training inputs on average. The curve ends there.</param>
/// <param name="Seed">At least 0.</param>
/// <param name="Settings">
/// The settings beside inputs and hash that differ between the trials of a plan, or empty where none is swept.
/// </param>
public sealed record RateTrial(
    int Ambient,
    int Subspace,
    int Directions,
    double FirstWidth,
    double Factor,
    int Anchors,
    int Train,
    int Test,
    int LeastBuckets,
    int LeastSamples,
    int Seed,
    ValueList<Parameter> Settings = default) : ITrial
{
    /// <summary>What tells its variant apart, or empty where there are no variants.</summary>
    public ValueList<Parameter> Variant => new(Settings.OfVariant());

    /// <inheritdoc/>
    public string Dataset => FormattableString.Invariant($"d={Ambient}/k={Subspace}");

    /// <inheritdoc/>
    public string Key =>
        FormattableString.Invariant($"{Dataset}/D={Directions}{string.Concat(Settings.Select(s => $"/{s.Name}={s.Text}"))}/seed={Seed}");
}
