using Sans.Core.Training;
using Sans.Routing.Models;

namespace Sans.Routing.Rate;

/// <summary>One point of a curve.</summary>
/// <param name="Width">Width of the cells, w.</param>
/// <param name="Buckets">Buckets that some training input lies in, B.</param>
/// <param name="RootMeanSquareError">Of bucket means, on the test inputs.</param>
/// <param name="SupError">The largest error on a test input whose bucket has training inputs: elsewhere no cell bounds it.</param>
/// <param name="MissRate">
/// Share of test inputs in a bucket without training inputs. The mean of all training inputs stands for them.
/// </param>
/// <param name="IsAdmitted">Whether it has enough buckets, and training inputs in them, to count for the slopes.</param>
public sealed record RatePoint(double Width, int Buckets, double RootMeanSquareError, double SupError, double MissRate, bool IsAdmitted);

/// <summary>The kept part of a curve.</summary>
/// <param name="Points">The points, from the widest cells to the narrowest.</param>
/// <param name="RootMeanSquareSlope">
/// Least-squares slope of ln RMSE on ln B over the admitted points, or <see langword="null"/> where there are fewer than two.
/// </param>
/// <param name="SupSlope">The same of the largest error.</param>
public sealed record RatePayload(IReadOnlyList<RatePoint> Points, double? RootMeanSquareSlope, double? SupSlope);

/// <summary>A curve of error against number of buckets.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Payload">What it came to.</param>
/// <param name="Duration">Wall time.</param>
public sealed record RateResult(RateTrial Trial, RatePayload Payload, TimeSpan Duration) : ITrialResult
{
    /// <inheritdoc/>
    public string Digest { get; } = ResultDigest.Of(Payload);

    /// <inheritdoc/>
    ITrial ITrialResult.Trial => Trial;
}
