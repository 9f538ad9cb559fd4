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

    /// <summary>The normalised error on the validation points, by which the fit was chosen.</summary>
    public required double ValidationNmse { get; init; }

    /// <summary>s as the experiment asks for it.</summary>
    public required int ActiveConfigured { get; init; }

    /// <summary>Mean number of entries j with mask_j φ_j ≠ 0. For tables, their number.</summary>
    public required double ActiveMeasured { get; init; }

    /// <summary>Numbers that are trained.</summary>
    public required long Parameters { get; init; }

    /// <summary>Numbers that are drawn once: units, hyperplanes.</summary>
    public required long FrozenParameters { get; init; }

    /// <summary>Floating-point operations of the active units: 2 (n + 1) s with a bottom layer of n inputs, 2 s for constants.</summary>
    public required long FlopsActive { get; init; }

    /// <summary>
    /// The same with those of routing: 2 n t for top-k and blocks, 2 n m s for sign LSH, 2 n E for a learned router, 0 for a
    /// hash.
    /// </summary>
    public required long FlopsTotal { get; init; }

    /// <summary>
    /// Share of (test point, table or router) pairs that go where no training point went, or <see langword="null"/> where units
    /// are picked one by one.
    /// </summary>
    public double? MissRate { get; init; }

    /// <summary>
    /// Entropy of the shares of test points over the buckets of a table, or over experts, divided by the logarithm of their
    /// number: 1 for uniform load. The mean over tables.
    /// </summary>
    public double? LoadEntropy { get; init; }

    /// <summary>Share of experts or buckets that some test point goes to. The mean over tables.</summary>
    public double? UsedShare { get; init; }

    /// <summary>
    /// The compression side of φ, an extension of ours (section 8): (parameters + 2 · active_measured) / n for inputs of n
    /// numbers.
    /// </summary>
    public required double Compression { get; init; }

    /// <summary>φ, an extension of ours (section 8): √(compression² + nmse), the root of nmse standing for the normalised loss.</summary>
    public required double Phi { get; init; }
}
