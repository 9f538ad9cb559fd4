namespace Sans.Configuration.Kinds.Routing;

/// <summary>
/// One expert per input: blocks of frozen random units behind different routers (docs/method/routed-networks.md, 6.2, the third
/// experiment).
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Target">What is learned.</param>
/// <param name="Domain">Where inputs come from, or <see langword="null"/> for a table.</param>
/// <param name="Points">Numbers of inputs.</param>
/// <param name="Bottom">The frozen units.</param>
/// <param name="Experts">Numbers of experts E. With one, there is nothing to route, and it stands as <c>dense</c>.</param>
/// <param name="UnitsPerExpert">Numbers of units s of each.</param>
/// <param name="Routers">What routes.</param>
/// <param name="Fit">How experts, and a router that is learned, are trained.</param>
/// <param name="Seeds">The seeds, each at least 0.</param>
public sealed record RoutedExperts(
    string Name,
    string Title,
    RoutedPart Target,
    RoutedPart? Domain,
    PointCounts Points,
    RoutedPart Bottom,
    Sweep<int> Experts,
    Sweep<int> UnitsPerExpert,
    ValueList<RoutedPart> Routers,
    RoutedPart Fit,
    Sweep<int> Seeds)
    : ExperimentConfig(Name, Title, Seeds)
{
    /// <inheritdoc/>
    public override string Kind => ExpertsKind.Name;
}
