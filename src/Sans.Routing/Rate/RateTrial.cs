using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Routing.Rate;

/// <summary>One curve of error against number of buckets, on one subspace.</summary>
/// <param name="Ambient">Numbers of an input, d.</param>
/// <param name="Subspace">Dimension of the subspace, k.</param>
/// <param name="Directions">Directions of the hash, D.</param>
/// <param name="FirstWidth">The width of the widest cells.</param>
/// <param name="Factor">The factor between one width and the next.</param>
/// <param name="Anchors">Number of points that the target measures distances to.</param>
/// <param name="Train">Number of inputs to learn from.</param>
/// <param name="Test">Number of inputs to measure the error on.</param>
/// <param name="LeastBuckets">The least number of non-empty buckets for a point to count.</param>
/// <param name="LeastSamples">
/// The least mean number of training inputs per bucket for a point to count. The curve ends below it.
/// </param>
/// <param name="Seed">The seed, at least 0.</param>
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
    /// <summary>The setting of its variant, or empty where there are no variants.</summary>
    public ValueList<Parameter> Variant => new(Settings.OfVariant());

    /// <inheritdoc/>
    public string Dataset => FormattableString.Invariant($"d={Ambient}/k={Subspace}");

    /// <inheritdoc/>
    public string Key =>
        FormattableString.Invariant($"{Dataset}/D={Directions}{string.Concat(Settings.Select(s => $"/{s.Name}={s.Text}"))}/seed={Seed}");
}
