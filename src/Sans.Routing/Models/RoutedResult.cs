using Sans.Core.Training;

namespace Sans.Routing.Models;

/// <summary>The result of one routed network.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Payload">The kept part of the result.</param>
/// <param name="Duration">Wall time of the training.</param>
public sealed record RoutedResult(RoutedTrial Trial, RoutedPayload Payload, TimeSpan Duration) : ITrialResult
{
    /// <inheritdoc/>
    public string Digest { get; } = ResultDigest.Of(Payload);

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;
}

/// <summary>The part of a result that the journal keeps.</summary>
/// <param name="Fit">The fit that was chosen on validation, with its parameters.</param>
/// <param name="Measures">The measures on the test points.</param>
public sealed record RoutedPayload(string Fit, RoutedMeasures Measures);
