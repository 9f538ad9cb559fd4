using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Routing.Models;

namespace Sans.Routing.Fits;

/// <summary>
/// Trains a <see cref="SwitchNetwork"/> by Adam (docs/method/routed-networks.md, 1.1). The loss is the mean squared error of
/// the standardised target plus the load term <c>α E Σ_i f_i P_i</c>. f is the share of the batch of each expert, P the mean
/// probability of each.
/// </summary>
internal static class SwitchFit
{
    /// <summary>Runs the training. Cost: <c>epochs · N · (s (d + 1) + E (d + 1))</c> fused multiply-adds, twice.</summary>
    /// <param name="network">The network with its initial weights. It is trained on the standardised target.</param>
    /// <param name="points">The inputs.</param>
    /// <param name="targets">y, centred, <c>[N]</c>.</param>
    /// <param name="deviation">Standard deviation of y, above 0.</param>
    /// <param name="alpha">α, at least 0.</param>
    /// <param name="settings">The settings of the training.</param>
    /// <param name="batches">The order of the inputs: stream e for epoch e.</param>
    /// <param name="cancellationToken">Checked before each epoch.</param>
    /// <exception cref="TrialFailedException">The weights became infinite or NaN.</exception>
    public static void Run(
        SwitchNetwork network,
        PointSet points,
        ReadOnlySpan<double> targets,
        double deviation,
        double alpha,
        AdamSettings settings,
        RandomStream batches,
        CancellationToken cancellationToken = default)
    {
        double[] gradient = new double[network.Weights.Length];
        AdamSteps adam = new(gradient.Length);
        int[] order = new int[points.Count];
        for (int epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batches.Numbered(epoch).Permute(order);
            foreach (int[] batch in order.Chunk(settings.BatchSize))
            {
                Array.Clear(gradient);
                AddGradient(network, points, targets, deviation, alpha, batch, gradient);
                adam.Move(network.Weights, gradient, settings.RateIn(epoch));
            }

            if (!network.Weights.All(double.IsFinite))
            {
                throw new TrialFailedException(
                    FormattableString.Invariant($"diverged in epoch {epoch}: weights are not finite; a smaller learning_rate may help"));
            }
        }
    }

    /// <summary>
    /// Adds the gradient of a batch, with its inputs in their order. One pass computes the loads, one the gradient.
    /// </summary>
    public static void AddGradient(
        SwitchNetwork network,
        PointSet points,
        ReadOnlySpan<double> targets,
        double deviation,
        double alpha,
        ReadOnlySpan<int> batch,
        Span<double> gradient)
    {
        Span<double> loads = stackalloc double[network.ExpertCount];
        loads.Clear();
        foreach (int n in batch)
        {
            loads[network.Route(points[n])] += 1.0 / batch.Length;
        }

        foreach (int n in batch)
        {
            SwitchPass pass = network.Forward(points[n]);
            double slope = 2 * (pass.Output - (targets[n] / deviation)) / batch.Length;
            network.AddGradient(points[n], pass, slope, loads, alpha * network.ExpertCount / batch.Length, gradient);
        }
    }
}
