using Sans.Configuration;

namespace Sans.Penalties;

/// <summary>One training of an autoencoder.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Method">Unit, dropout and penalty, with one value for each parameter.</param>
/// <param name="MethodLabel">What tables print for it; unique within the plan.</param>
/// <param name="Model">The network.</param>
/// <param name="Training">How long and how.</param>
/// <param name="Measures">What counts as near zero, and as recently.</param>
/// <param name="Seed">The seed, at least 0.</param>
public sealed record PenaltyTrial(
    string Dataset, MethodConfig Method, string MethodLabel, AutoencoderConfig Model, AutoencoderTraining Training, CodeMeasureConfig Measures, int Seed)
{
    /// <summary>
    /// Whom random streams are drawn for. The method is not part of it: all of them start from the same weights (but for their scale) and see the same batches and dropout masks, which makes their
    /// comparison a paired one.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/h={Model.HiddenUnits}/seed={Seed}");
}
