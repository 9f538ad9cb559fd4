namespace Sans.Configuration.Kinds.Routing;

/// <summary>
/// An experiment with one expert per input: blocks of frozen random units behind different routers
/// (docs/method/routed-networks.md, 6.2, the third experiment).
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Target">The function to learn.</param>
/// <param name="Domain">The domain of the inputs, or <see langword="null"/> for a table.</param>
/// <param name="Points">Numbers of inputs.</param>
/// <param name="Bottom">The frozen units.</param>
/// <param name="Experts">Numbers of experts E. One expert needs no router and is named <c>dense</c>.</param>
/// <param name="UnitsPerExpert">Numbers of units s of each expert.</param>
/// <param name="Routers">The routers.</param>
/// <param name="Fit">The fit of the experts and of a learned router.</param>
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
