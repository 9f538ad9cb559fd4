namespace Sans.Configuration.Kinds.Routing;

/// <summary>Routed networks of several sizes that approximate a function (docs/method/routed-networks.md, 6.2, first experiment).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Target">The function to learn.</param>
/// <param name="Domain">The domain of the inputs, or <see langword="null"/> for a table.</param>
/// <param name="Points">Numbers of inputs.</param>
/// <param name="Bottom">The frozen bottom layer.</param>
/// <param name="Models">The models, in order. Their labels differ.</param>
/// <param name="Active">The numbers s of units, or tables, that an input activates. Each gives a trial.</param>
/// <param name="Fit">The fit of the heads.</param>
/// <param name="Seeds">The seeds, each at least 0.</param>
public sealed record RoutedApproximation(
    string Name,
    string Title,
    RoutedPart Target,
    RoutedPart? Domain,
    PointCounts Points,
    RoutedPart Bottom,
    ValueList<RoutedModel> Models,
    Sweep<int> Active,
    RoutedPart Fit,
    Sweep<int> Seeds)
    : ExperimentConfig(Name, Title, Seeds)
{
    /// <inheritdoc/>
    public override string Kind => ApproximationKind.Name;
}

/// <summary>A model: a router, with its own settings where they differ from the experiment's.</summary>
/// <param name="Label">The label in tables.</param>
/// <param name="Router">The router and its parameters.</param>
/// <param name="Active">Its own sizes, or <see langword="null"/> for those of the experiment.</param>
/// <param name="Fit">Its own fit, or <see langword="null"/> for that of the experiment.</param>
public sealed record RoutedModel(string Label, RoutedPart Router, Sweep<int>? Active = null, RoutedPart? Fit = null);
