using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;

namespace Sans.Routing.Tables;

/// <summary>
/// The choices of this project that the paper leaves open (docs/method/routed-networks.md, 7.2 and 8). Every result prints
/// them.
/// </summary>
internal static class RoutedChoices
{
    /// <summary>The start of the line that lists the choices.</summary>
    public const string Label = "our choices, not the paper's: ";

    /// <summary>The note about the columns of φ.</summary>
    public const string PhiNote =
        "CR⁻¹ (ours) and φ (ours) extend φ to routed models and are not the paper's: CR⁻¹ = (parameters + 2 · active) / n for inputs "
            + "of n numbers, φ = √(CR⁻² + nmse)";

    /// <summary>The choices as a sentence for the caption of a picture.</summary>
    public static string Caption(IReadOnlyList<string> choices) => $"Our choices, not the paper's: {string.Join("; ", choices)}.";

    /// <summary>The choices behind an experiment of any routed kind, including those of its variants.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public static IReadOnlyList<string> Of(ExperimentConfig experiment) =>
    [
        .. experiment.ExpandVariants().SelectMany(v => v.Experiment switch
        {
            RoutedApproximation approximation => Of(approximation),
            RoutedExperts experts => Of(experts),
            RoutedRate rate => Of(rate),
            _ => throw new ArgumentException($"the kind '{experiment.Kind}' is not a routed one", nameof(experiment)),
        }).Distinct(),
    ];

    /// <summary>The choices of an approximation.</summary>
    private static IReadOnlyList<string> Of(RoutedApproximation experiment)
    {
        string[] routers = [.. experiment.Models.Select(m => m.Router.Name).Distinct()];
        string[] fits = [.. experiment.Models.Select(m => (m.Fit ?? experiment.Fit).Name).Distinct()];
        return
        [
            .. Common(experiment.Target, experiment.Domain, experiment.Bottom, experiment.Points),
            .. When(
                routers.Contains("top_k"),
                $"top-k by {string.Join(" and ", Values(experiment.Models, "top_k", "by"))} before the non-linearity"),
            .. When(routers.Contains("lsh_sign"), $"hyperplanes of unit normals with offsets uniform in "
                + $"±{string.Join(" and ±", Values(experiment.Models, "lsh_sign", "offset"))}"),
            .. When(routers.Contains("switch"), SwitchChoice),
            .. When(fits.Contains("ridge"), "ridge head with centred target"),
            .. When(fits.Contains("adam"), AdamChoice),
            .. When(fits.Contains("backfitting"), "backfitting of several tables"),
        ];
    }

    /// <summary>The choices of experts.</summary>
    private static IReadOnlyList<string> Of(RoutedExperts experiment) =>
    [
        .. Common(experiment.Target, experiment.Domain, experiment.Bottom, experiment.Points),
        .. experiment.Routers
            .Where(r => r.Name == "lsh_sign")
            .Select(r => $"hyperplanes of unit normals with offsets uniform in ±{r.Parameters.Single(p => p.Name == "offset").Text}"),
        .. When(experiment.Routers.Any(r => r.Name == "switch"), SwitchChoice),
        AdamChoice,
        "blocks of frozen random units as experts",
    ];

    /// <summary>The choices of a curve of error against buckets.</summary>
    private static IReadOnlyList<string> Of(RoutedRate experiment) =>
    [
        "mean distance to random anchors as target",
        FormattableString.Invariant(
            $"one table with {string.Join(", ", experiment.Subspaces.Select(s => $"D = {s.Directions} for k = {s.Dimension}"))}"),
        "a test input in a bucket without training inputs gets their mean",
        FormattableString.Invariant($"{experiment.Points.Train} training points"),
    ];

    private const string SwitchChoice = "router weights begin normal, at a tenth of 1/√d by default";
    private const string AdamChoice = "Adam on the standardised target";

    private static IEnumerable<string> Common(RoutedPart target, RoutedPart? domain, RoutedPart bottom, PointCounts points) =>
    [
        domain is null ? "rows of a file, split at random" : $"inputs uniform on {domain}",
        .. When(
            target.Name == "polynomial",
            "normal coefficients, the sum of their magnitudes fixed, over all monomials of the degree or less"),
        $"frozen units {bottom}, in units of 1/√d",
        FormattableString.Invariant($"{points.Train} training points"),
    ];

    private static IEnumerable<string> When(bool condition, string choice) => condition ? [choice] : [];

    private static IEnumerable<string> Values(IEnumerable<RoutedModel> models, string router, string parameter) =>
        models
            .Where(m => m.Router.Name == router)
            .SelectMany(m => m.Router.Parameters.Single(p => p.Name == parameter).Values)
            .Select(v => new Parameter(parameter, v).Text)
            .Distinct();
}
