using Sans.Core.Training;

namespace Sans.Networks.Applications;

/// <summary>A network to train and apply, or the baselines of a dataset.</summary>
/// <param name="Dataset">Label of the dataset.</param>
/// <param name="San">The network, or <see langword="null"/> for the baselines. A plan has one trial of baselines for each dataset.</param>
public sealed record AppliedTrial(string Dataset, NetworkTrial? San) : ITrial
{
    /// <inheritdoc/>
    public string Key => San?.Key ?? $"{Dataset}/baseline";
}
