using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Routing.Models;

namespace Sans.Routing.Fits;

/// <summary>
/// Trains a head by Adam on the mean squared error. The target is standardised, because one of small variance would begin far
/// off (docs/method/routed-networks.md, 7.1).
/// </summary>
internal static class AdamFit
{
    /// <summary>
    /// Runs the training. Cost: <c>epochs · N · s</c> fused multiply-adds, twice. Inputs of a batch add to the gradient in the
    /// order of the batch.
    /// </summary>
    /// <param name="rows">Φ</param>
    /// <param name="targets">y, centred, <c>[N]</c>.</param>
    /// <param name="deviation">Standard deviation of y, above 0.</param>
    /// <param name="settings">The settings of the training.</param>
    /// <param name="batches">The order of the inputs: stream e for epoch e.</param>
    /// <param name="cancellationToken">Checked before each epoch.</param>
    /// <returns>A for the original target, <c>[t]</c>. All begin at 0.</returns>
    /// <exception cref="TrialFailedException">The weights became infinite or NaN.</exception>
    public static double[] Run(
        RoutedRows rows,
        ReadOnlySpan<double> targets,
        double deviation,
        AdamSettings settings,
        RandomStream batches,
        CancellationToken cancellationToken = default)
    {
        double[] weights = new double[rows.EntryCount];
        double[] gradient = new double[rows.EntryCount];
        AdamSteps adam = new(weights.Length);
        int[] order = new int[rows.Count];
        for (int epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batches.Numbered(epoch).Permute(order);
            foreach (int[] batch in order.Chunk(settings.BatchSize))
            {
                Array.Clear(gradient);
                AddGradient(rows, targets, deviation, batch, weights, gradient);
                adam.Move(weights, gradient, settings.RateIn(epoch));
            }

            if (!weights.All(double.IsFinite))
            {
                throw new TrialFailedException(
                    FormattableString.Invariant($"diverged in epoch {epoch}: weights are not finite; a smaller learning_rate may help"));
            }
        }

        return [.. weights.Select(w => w * deviation)];
    }

    /// <summary>Adds the gradient of the mean over a batch of <c>(A φ - y / deviation)²</c>.</summary>
    public static void AddGradient(
        RoutedRows rows,
        ReadOnlySpan<double> targets,
        double deviation,
        ReadOnlySpan<int> batch,
        ReadOnlySpan<double> weights,
        Span<double> gradient)
    {
        foreach (int n in batch)
        {
            ReadOnlySpan<int> entries = rows.Entries(n);
            ReadOnlySpan<float> values = rows.Values(n);
            double slope = 2 * (Head.Value(entries, values, weights) - (targets[n] / deviation)) / batch.Length;
            for (int i = 0; i < entries.Length; i++)
            {
                gradient[entries[i]] = Math.FusedMultiplyAdd(slope, values[i], gradient[entries[i]]);
            }
        }
    }
}
