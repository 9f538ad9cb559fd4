using Sans.Core.Training;
using Sans.Routing.Models;

namespace Sans.Routing.Rate;

/// <summary>One point of a curve.</summary>
/// <param name="Width">Width of the cells, w.</param>
/// <param name="Buckets">Number of buckets B with training inputs.</param>
/// <param name="RootMeanSquareError">The root mean square error of bucket means, on the test inputs.</param>
/// <param name="SupError">
/// The largest error on test inputs whose bucket has training inputs. Elsewhere no cell bounds it.
/// </param>
/// <param name="MissRate">
/// Share of test inputs in a bucket without training inputs. The mean of all training inputs predicts them.
/// </param>
/// <param name="IsAdmitted">Whether it counts for the slopes, because it has enough buckets and training inputs.</param>
public sealed record RatePoint(double Width, int Buckets, double RootMeanSquareError, double SupError, double MissRate, bool IsAdmitted);

/// <summary>The part of a curve that the journal keeps.</summary>
/// <param name="Points">The points, from the widest cells to the narrowest.</param>
/// <param name="RootMeanSquareSlope">
/// Least-squares slope of ln RMSE on ln B over the admitted points, or <see langword="null"/> where there are fewer than two.
/// </param>
/// <param name="SupSlope">The slope of the largest error.</param>
public sealed record RatePayload(IReadOnlyList<RatePoint> Points, double? RootMeanSquareSlope, double? SupSlope);

/// <summary>A curve of error against number of buckets.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Payload">The kept part of the result.</param>
/// <param name="Duration">Wall time.</param>
public sealed record RateResult(RateTrial Trial, RatePayload Payload, TimeSpan Duration) : ITrialResult
{
    /// <inheritdoc/>
    public string Digest { get; } = ResultDigest.Of(Payload);

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;
}
