namespace Sans.Core.Training;

/// <summary>One training of a plan, whatever its kind.</summary>
public interface ITrial
{
    /// <summary>The name of the trial, stable and unique within its plan.</summary>
    string Key { get; }

    /// <summary>Label of the dataset that it trains on.</summary>
    string Dataset { get; }
}

/// <summary>The result of one training, of any kind.</summary>
public interface ITrialResult
{
    /// <summary>The trial.</summary>
    ITrial Trial { get; }

    /// <summary>A fingerprint of the whole result, equal only for equal bits.</summary>
    string Digest { get; }

    /// <summary>Wall time of the training.</summary>
    TimeSpan Duration { get; }
}
