using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>One training of an autoencoder.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Method">Unit, dropout and penalty, with one value for each parameter.</param>
/// <param name="Model">The network.</param>
/// <param name="Training">The settings of the training.</param>
/// <param name="Measures">The settings for measures of a code.</param>
/// <param name="Seed">The seed, at least 0.</param>
/// <param name="Settings">The swept settings of training by their keys, or empty where none is swept.</param>
public sealed record AutoencoderTrial(
    string Dataset,
    AutoencoderMethod Method,
    AutoencoderConfig Model,
    TrainingConfig Training,
    CodeMeasureConfig Measures,
    int Seed,
    ValueList<Parameter> Settings = default) : ITrial
{
    /// <inheritdoc/>
    public string Key => FormattableString.Invariant(
        $"{Dataset}/{Method}/h={Model.HiddenUnits}{string.Concat(Settings.Select(s => $"/{s.Name}={s.Text}"))}/seed={Seed}");

    /// <summary>
    /// Seeds this trial's random streams. It excludes the method and swept training settings, so that trials differing only in
    /// those start from the same weights up to scale.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/h={Model.HiddenUnits}/seed={Seed}");
}
