using Sans.Core.Random;
using Sans.Routing;
using Sans.Routing.Fits;
using Sans.Routing.Models;

namespace Sans.Tests.Routing;

/// <summary>Gradients against central differences in double precision.</summary>
public sealed class RoutedGradientTests
{
    private const double Step = 1e-6;
    private const double Deviation = 1.7;

    [Fact]
    public void Gradient_of_a_head()
    {
        (RoutedRows rows, double[] targets) = RidgeNumericsTests.Rows(20, 12, "gradient");
        double[] weights = Normal(12, "head");
        int[] batch = [3, 7, 7, 11];
        double[] gradient = new double[12];
        AdamFit.AddGradient(rows, targets, Deviation, batch, weights, gradient);
        for (int j = 0; j < weights.Length; j++)
        {
            double[] moved = [.. weights];
            moved[j] += Step;
            double up = Loss(moved);
            moved[j] -= 2 * Step;
            double slope = (up - Loss(moved)) / (2 * Step);
            Assert.Equal(slope, gradient[j], 1e-6 * Math.Max(1, Math.Abs(slope)));
        }

        double Loss(double[] w) =>
            batch.Average(n => Math.Pow(Head.Value(rows.Entries(n), rows.Values(n), w) - (targets[n] / Deviation), 2));
    }

    /// <summary>
    /// Experts, gate and load term together. By definition, the shares f are constants. No input changes its expert
    /// within the step.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void Gradient_of_a_switch(double alpha)
    {
        const int experts = 4;
        RandomStream stream = new("test", "switch");
        PointSet points = new(3, [.. Enumerable.Range(0, 90).Select(_ => (float)stream.NextNormal())], new double[30]);
        double[] targets = Normal(30, "targets");
        RandomUnits units = new(3, experts * 5, Nonlinearity.Relu, 1, 1, stream);
        SwitchNetwork network = new(units, experts, 3);
        Normal(network.Weights.Length, "weights").CopyTo(network.Weights, 0);
        int[] batch = [.. Enumerable.Range(5, 16)];
        double[] loads = [.. Enumerable.Range(0, experts).Select(k => batch.Count(n => network.Route(points[n]) == k) / 16.0)];
        double[] gradient = new double[network.Weights.Length];
        SwitchFit.AddGradient(network, points, targets, Deviation, alpha, batch, gradient);
        for (int j = 0; j < gradient.Length; j++)
        {
            double weight = network.Weights[j];
            network.Weights[j] = weight + Step;
            double up = Loss();
            network.Weights[j] = weight - Step;
            double slope = (up - Loss()) / (2 * Step);
            network.Weights[j] = weight;
            Assert.Equal(slope, gradient[j], 1e-6 * Math.Max(1, Math.Abs(slope)));
        }

        double Loss()
        {
            double error = 0;
            double[] mean = new double[experts];
            foreach (int n in batch)
            {
                SwitchPass pass = network.Forward(points[n]);
                error += Math.Pow(pass.Output - (targets[n] / Deviation), 2) / batch.Length;
                for (int k = 0; k < experts; k++)
                {
                    mean[k] += pass.Probabilities[k] / batch.Length;
                }
            }

            return error + (alpha * experts * loads.Zip(mean).Sum(p => p.First * p.Second));
        }
    }

    [Fact]
    public void The_probabilities_are_a_softmax_and_the_first_of_equals_wins()
    {
        RandomUnits units = new(2, 6, Nonlinearity.Identity, 1, 1, new RandomStream("test", "softmax"));
        SwitchNetwork network = new(units, 3, 2);
        SwitchPass even = network.Forward([1, 2]);
        Assert.Equal(0, even.Expert);
        Assert.All(even.Probabilities, p => Assert.Equal(1.0 / 3, p, 1e-15));

        // Row k of the router: two weights and a bias.
        network.RouterWeights[5] = 800;
        SwitchPass sure = network.Forward([1, 2]);
        Assert.Equal((1, 1.0), (sure.Expert, sure.Probabilities[1]));
    }

    private static double[] Normal(int count, string owner)
    {
        RandomStream stream = new("test", owner);
        return [.. Enumerable.Range(0, count).Select(_ => stream.NextNormal())];
    }
}
