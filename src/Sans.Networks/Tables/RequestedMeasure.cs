using Sans.Configuration.Kinds.Networks;
using Sans.Core.Training;
using Sans.Reports.Tables;

namespace Sans.Networks.Tables;

/// <summary>A requested measure beside φ, as a column.</summary>
/// <param name="Name">Its name in YAML and in CSV files.</param>
/// <param name="Title">The printed title.</param>
/// <param name="Explanation">The explanation.</param>
/// <param name="Better">The better direction.</param>
/// <param name="Digits">Number of digits behind the point.</param>
internal sealed record RequestedMeasure(string Name, string Title, string Explanation, Better Better, int Digits)
{
    private static readonly RequestedMeasure[] All =
    [
        new(NetworkMeasures.KeptValues, "kept", "Non-zero activations of a test example.", Better.Lower, 1),
        new(NetworkMeasures.ExplainedVariance, "explained", "Explained variance: 1 − Σ(x̂ − x)² / Σ(x − x̄)² over the "
            + "test examples.", Better.Higher, 4),
        new(NetworkMeasures.SignalToNoise, "SNR", "Signal to noise of the reconstruction in decibels: 10 log₁₀ (Σx² / Σ(x̂ − x)²) over "
            + "the test examples.", Better.Higher, 2),
        new(NetworkMeasures.DeadKernels, "dead", "Kernels without an activation on any example.", Better.Lower, 1),
        new(NetworkMeasures.SilentKernels, "silent", "Kernels without an activation on the test examples.", Better.Lower, 1),
        new(NetworkMeasures.DuplicateKernels, "doubles", "Duplicate kernels: equal to an earlier one up to shift, sign and scale "
            + "(cosine above 0.97).", Better.Lower, 1),
        new(NetworkMeasures.AtomRecovery, "recovery", "Recovery of the known atoms: mean |cosine| with the drawn atoms, at the best "
            + "shift, under the best assignment.", Better.Higher, 3),
        new(NetworkMeasures.EventF1, "F1", "F1 of the known events in the test examples, within a quarter of a motif.", Better.Higher, 3),
        new(NetworkMeasures.RefittedPhi, "refitted φ", "Mean φ over the test examples with amplitudes of least squares at the same "
            + "positions.", Better.Lower, 4),
    ];

    /// <summary>The measures that rows have, in the order of tables.</summary>
    public static IEnumerable<RequestedMeasure> In(IEnumerable<NetworkResult> results)
    {
        HashSet<string> names = [.. results.SelectMany(r => r.Measures?.Keys ?? [])];
        return All.Where(m => names.Contains(m.Name));
    }

    /// <summary>The measure of a network, or <see langword="null"/> where it has none.</summary>
    public double? Of(NetworkResult? result) =>
        result?.Measures is { } measures && measures.TryGetValue(Name, out double value) ? value : null;

    /// <summary>The column of a table without its cells.</summary>
    public Column Column => new(Name, Title, ColumnRole.Measure, Explanation) { Format = NumberFormat.Digits(Digits), Better = Better };
}
