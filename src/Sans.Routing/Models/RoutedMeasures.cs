namespace Sans.Routing.Models;

/// <summary>The measures of a routed network on the test points (docs/method/routed-networks.md, 5 and 6.3).</summary>
public sealed record RoutedMeasures
{
    /// <summary>Mean squared error.</summary>
    public required double Mse { get; init; }

    /// <summary>Mean squared error divided by the variance of the target: 1 for the best constant.</summary>
    public required double Nmse { get; init; }

    /// <summary>Variance of the target on the test points.</summary>
    public required double Variance { get; init; }

    /// <summary>The normalised error on the validation points, which the fit was chosen by.</summary>
    public required double ValidationNmse { get; init; }

    /// <summary>The configured number s of active units or tables.</summary>
    public required int ActiveConfigured { get; init; }

    /// <summary>Mean number of entries j with mask_j φ_j ≠ 0. For tables, it is their number.</summary>
    public required double ActiveMeasured { get; init; }

    /// <summary>Number of trained values.</summary>
    public required long Parameters { get; init; }

    /// <summary>Number of values that are drawn once: units, hyperplanes.</summary>
    public required long FrozenParameters { get; init; }

    /// <summary>
    /// Floating-point operations of the active units: 2 (n + 1) s with a bottom layer of n inputs, 2 s for constants.
    /// </summary>
    public required long FlopsActive { get; init; }

    /// <summary>
    /// All operations, with those of routing: 2 n t for top-k and blocks, 2 n m s for sign LSH. A learned router adds 2 n E, a
    /// hash 0.
    /// </summary>
    public required long FlopsTotal { get; init; }

    /// <summary>
    /// Share of lookups of test points in buckets or experts without a training point. It is <see langword="null"/>
    /// where units are picked one by one.
    /// </summary>
    public double? MissRate { get; init; }

    /// <summary>
    /// Entropy of the shares of test points over the buckets of a table, or over experts, divided by the logarithm of their
    /// number. 1 is a uniform load. With several tables, it is their mean.
    /// </summary>
    public double? LoadEntropy { get; init; }

    /// <summary>Share of experts or buckets with a test point. With several tables, it is their mean.</summary>
    public double? UsedShare { get; init; }

    /// <summary>
    /// The compression side of φ for inputs of n numbers, (parameters + 2 · active_measured) / n. It is an extension of this
    /// project (section 8).
    /// </summary>
    public required double Compression { get; init; }

    /// <summary>
    /// φ, √(compression² + nmse), where the root of nmse replaces the normalised loss. It is an extension of this project
    /// (section 8).
    /// </summary>
    public required double Phi { get; init; }
}
