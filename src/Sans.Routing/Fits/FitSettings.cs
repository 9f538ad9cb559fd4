namespace Sans.Routing.Fits;

/// <summary>The settings of a head's fit.</summary>
internal abstract record FitSettings;

/// <summary>Ridge in closed form. It minimises <c>Σ (y - A φ)² + N λ |A|²</c> after centring y.</summary>
/// <param name="Lambda">λ, above 0.</param>
internal sealed record RidgeSettings(double Lambda) : FitSettings;

/// <summary>Adam on the mean squared error of the standardised target, by <see cref="AdamFit"/>.</summary>
/// <param name="LearningRate">Step size at the beginning, above 0.</param>
/// <param name="DecayAfter">Epochs after which the step size falls.</param>
/// <param name="DecayedLearningRate">Step size from then on, above 0.</param>
/// <param name="BatchSize">Inputs per update. The last incomplete batch is kept.</param>
/// <param name="Epochs">Passes over the training inputs.</param>
internal sealed record AdamSettings(
    double LearningRate, int DecayAfter, double DecayedLearningRate, int BatchSize, int Epochs) : FitSettings
{
    /// <summary>The step size of an epoch, counted from 1.</summary>
    public double RateIn(int epoch) => epoch <= DecayAfter ? LearningRate : DecayedLearningRate;
}

/// <summary>The mean of the centred target in each bucket of a single table: <c>Σ y / (count + shrink)</c>.</summary>
/// <param name="Shrink">At least 0. It draws the values of small buckets to the mean of all.</param>
internal sealed record BucketMeanSettings(double Shrink) : FitSettings;

/// <summary>
/// Backfitting of several tables in cycles. The value of a bucket is <c>Σ (residual with its own value) / (count + shrink)</c>.
/// </summary>
/// <param name="Cycles">Passes over all tables.</param>
/// <param name="Shrink">At least 0.</param>
internal sealed record BackfittingSettings(int Cycles, double Shrink) : FitSettings;
