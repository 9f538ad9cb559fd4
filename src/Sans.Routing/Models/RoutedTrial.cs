using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Training;

namespace Sans.Routing.Models;

/// <summary>One routed network: a model of a certain size on a target.</summary>
/// <param name="Dataset">Label of the target.</param>
/// <param name="Model">Label of the model, unique within the plan for each size.</param>
/// <param name="Target">The function to learn, with one value for each parameter. It also names the random streams.</param>
/// <param name="Domain">The domain of the inputs, or <see langword="null"/> for the rows of a file.</param>
/// <param name="Bottom">The frozen bottom layer.</param>
/// <param name="Router">The router, with one value for each parameter.</param>
/// <param name="Fit">The fit. Of parameters with several values, validation chooses the best.</param>
/// <param name="Active">s: units that an input activates, or tables.</param>
/// <param name="Seed">The seed, at least 0.</param>
/// <param name="Settings">The setting of its variant, or empty where there are no variants.</param>
public sealed record RoutedTrial(
    string Dataset,
    string Model,
    RoutedPart Target,
    RoutedPart? Domain,
    RoutedPart Bottom,
    RoutedPart Router,
    RoutedPart Fit,
    int Active,
    int Seed,
    ValueList<Parameter> Settings = default) : ITrial
{
    /// <summary>Number of experts, or <see langword="null"/> where the router has none.</summary>
    public int? Experts => Router.Parameters.Has("experts") ? Router.Integer("experts") : null;

    /// <inheritdoc/>
    public string Key
    {
        get
        {
            string experts = Experts is { } count ? FormattableString.Invariant($"/E={count}") : "";
            string settings = string.Concat(Settings.Select(s => $"/{s.Name}={s.Text}"));
            return FormattableString.Invariant($"{Dataset}/{Model}{experts}/s={Active}{settings}/seed={Seed}");
        }
    }

    /// <summary>
    /// Seeds this trial's random streams. It excludes model and size, so that all models see the same inputs. A narrow layer is
    /// the beginning of a wide one.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Target}/{Domain}/seed={Seed}");
}
