using System.Diagnostics;
using Sans.Configuration.Kinds.Routing;
using Sans.Core.Random;
using Sans.Core.Training;
using Sans.Routing.Fits;
using Sans.Routing.Routers;

namespace Sans.Routing.Models;

/// <summary>Trains one routed network and measures it.</summary>
internal static class RoutedTraining
{
    /// <summary>
    /// Trains with every point of the fit's grid, keeps the one of least error on validation, and measures it on test.
    /// </summary>
    /// <param name="trial">The trial.</param>
    /// <param name="data">The points of its seed.</param>
    /// <param name="cancellationToken">Checked from time to time.</param>
    /// <exception cref="TrialFailedException">The target does not vary, or the fit has no finite solution.</exception>
    /// <exception cref="OperationCanceledException">The training was stopped.</exception>
    public static RoutedResult Train(RoutedTrial trial, RoutedData data, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        if (data.WhyNoVariance() is { } problem)
        {
            throw new TrialFailedException(problem);
        }

        ValueStatistics train = ValueStatistics.Of(data.Train.Values);

        int unitCount = RouterFactory.UnitsOf(trial.Router, trial.Active);
        RandomUnits? units = unitCount == 0 ? null : new RandomUnits(
            data.Train.Dimension,
            unitCount,
            trial.Bottom.Text("nonlinearity") == "relu" ? Nonlinearity.Relu : Nonlinearity.Identity,
            trial.Bottom.Number("weight_scale") / Math.Sqrt(data.Train.Dimension),
            trial.Bottom.Number("bias_scale") / Math.Sqrt(data.Train.Dimension),
            new RandomStream("routed_units", trial.StreamOwner));
        Fitting fitting = new(trial, data, units, train, cancellationToken);
        RoutedPayload outcome = trial.Router.Name == "switch" ? fitting.TrainSwitch() : fitting.TrainHead();
        return new RoutedResult(trial, outcome, Stopwatch.GetElapsedTime(start));
    }

    private sealed class Fitting(
        RoutedTrial trial, RoutedData data, RandomUnits? units, ValueStatistics train, CancellationToken cancellationToken)
    {
        private readonly double[] _centred = [.. data.Train.Values.ToArray().Select(y => y - train.Mean)];

        private RandomStream Batches => new("routed_batches", trial.StreamOwner);

        public RoutedPayload TrainHead()
        {
            IRouter router = RouterFactory.Make(trial.Router, trial.Active, data.Train, trial.StreamOwner);
            var trainRows = RoutedRows.Of(data.Train, router, units, cancellationToken);
            var validationRows = RoutedRows.Of(data.Validation, router, units, cancellationToken);
            (RoutedPart fit, double[] weights, double error) = Best(Weights(trainRows).Select(c =>
                (c.Fit, c.Weights, ErrorOf(Head.Values(validationRows, c.Weights), data.Validation))));
            var testRows = RoutedRows.Of(data.Test, router, units, cancellationToken);
            return new RoutedPayload(
                fit.ToString(), MeasuresOf.Head(router, units, trainRows, testRows, data, Restored(Head.Values(testRows, weights)), error));
        }

        public RoutedPayload TrainSwitch()
        {
            (RoutedPart fit, SwitchNetwork network, double error) = Best(trial.Fit.Expand().Select(f =>
            {
                SwitchNetwork network = NewSwitch();
                SwitchFit.Run(
                    network, data.Train, _centred, train.Deviation, trial.Router.Number("alpha"), AdamOf(f), Batches, cancellationToken);
                return (f, network, ErrorOf(Outputs(network, data.Validation), data.Validation));
            }));
            return new RoutedPayload(
                fit.ToString(), MeasuresOf.Switch(network, units!, data, Restored(Outputs(network, data.Test)), error));
        }

        private static (RoutedPart Fit, T Model, double Error) Best<T>(IEnumerable<(RoutedPart Fit, T Model, double Error)> candidates)
        {
            // MinBy keeps the first of equal ones.
            (RoutedPart Fit, T Model, double Error) best = candidates.MinBy(c => c.Error);
            return double.IsFinite(best.Error) ? best : throw new TrialFailedException("the error on validation is not finite");
        }

        /// <summary>The weights of each point of the fit's grid.</summary>
        private IEnumerable<(RoutedPart Fit, double[] Weights)> Weights(RoutedRows rows)
        {
            switch (trial.Fit.Name)
            {
                case "ridge":
                    RidgeFit ridge = new(rows, _centred, cancellationToken);
                    return trial.Fit.Expand().Select(f => (f, ridge.Solve(f.Number("lambda"))));
                case "adam":
                    return trial.Fit.Expand().Select(
                        f => (f, AdamFit.Run(rows, _centred, train.Deviation, AdamOf(f), Batches, cancellationToken)));
                case "bucket_mean":
                    return trial.Fit.Expand().Select(f => (f, BackfittingFit.Run(rows, _centred, 1, f.Number("shrink"))));
                case "backfitting":
                    return trial.Fit.Expand().Select(f => (f, BackfittingFit.Run(rows, _centred, f.Integer("cycles"), f.Number("shrink"))));
                default:
                    throw new ArgumentException($"there is no fit '{trial.Fit.Name}'");
            }
        }

        /// <summary>Makes a network with a random router. All experts begin at 0.</summary>
        private SwitchNetwork NewSwitch()
        {
            SwitchNetwork network = new(units!, trial.Router.Integer("experts"), data.Train.Dimension);
            RandomStream stream = new("routed_router", trial.StreamOwner);
            foreach (ref double weight in network.RouterWeights)
            {
                weight = trial.Router.Number("initial_scale") / Math.Sqrt(data.Train.Dimension) * stream.NextNormal();
            }

            return network;
        }

        private double[] Outputs(SwitchNetwork network, PointSet points)
        {
            double[] outputs = new double[points.Count];
            for (int n = 0; n < outputs.Length; n++)
            {
                outputs[n] = train.Deviation * network.Forward(points[n]).Output;
            }

            return outputs;
        }

        private double ErrorOf(double[] centred, PointSet points) =>
            MeasuresOf.MeanSquaredError(Restored(centred), points) / ValueStatistics.Of(points.Values).Variance;

        private double[] Restored(double[] centred) => [.. centred.Select(g => g + train.Mean)];

        private static AdamSettings AdamOf(RoutedPart fit) =>
            new(fit.Number("learning_rate"), fit.Integer("decay_after"), fit.Number(
                "decayed_learning_rate"), fit.Integer("batch_size"), fit.Integer("epochs"));
    }
}
