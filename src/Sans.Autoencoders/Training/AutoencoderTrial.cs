using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Core.Training;

namespace Sans.Autoencoders.Training;

/// <summary>One training of an autoencoder.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="Method">Unit, dropout and penalty, with one value for each parameter.</param>
/// <param name="Model">The network.</param>
/// <param name="Training">How long and how.</param>
/// <param name="Measures">What counts as near zero, and as recently.</param>
/// <param name="Seed">The seed, at least 0.</param>
/// <param name="Settings">The settings of training that differ between the trials of a plan, by their keys; empty where none is swept.</param>
public sealed record AutoencoderTrial(
    string Dataset, AutoencoderMethod Method, AutoencoderConfig Model, TrainingConfig Training, CodeMeasureConfig Measures, int Seed, ValueList<Parameter> Settings = default) : ITrial
{
    /// <inheritdoc/>
    public string Key => FormattableString.Invariant($"{Dataset}/{Method}/h={Model.HiddenUnits}{string.Concat(Settings.Select(s => $"/{s.Name}={s.Text}"))}/seed={Seed}");

    /// <summary>
    /// Whom random streams are drawn for. Neither the method nor a swept setting of training is part of it: all of them start from the same weights (but for their scale) and see the same order of
    /// examples and the same dropout masks, which makes their comparison a paired one.
    /// </summary>
    public string StreamOwner => FormattableString.Invariant($"{Dataset}/h={Model.HiddenUnits}/seed={Seed}");
}
