using Sans.Configuration;
using Sans.Configuration.Kinds.Networks;
using Sans.Core.Activations;
using Sans.Core.Numerics;
using Sans.Core.Phi;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Data.Synthetic;
using Sans.Networks.Data;
using Sans.Networks.Figures;

namespace Sans.Networks.Measures;

/// <summary>Measures trained networks beside φ, by plain loops over their examples.</summary>
/// <param name="experiment">The experiment, which names the measures.</param>
/// <param name="data">Its datasets.</param>
/// <param name="activations">The activations that trials can name.</param>
internal sealed class NetworkMeasurement(SanExperiment experiment, LoadedData data, IActivationRegistry activations)
{
    // Kernels more alike than this count as duplicates.
    private const double Double = 0.97;

    // The tolerance for the position of an event, as a share of the length of a motif.
    private const double ToleratedShare = 0.25;

    private readonly Dictionary<string, SanExperiment> _own =
        experiment.ExpandDatasets().ToDictionary(d => d.Label, experiment.For, StringComparer.Ordinal);

    /// <summary>
    /// The requested measures of a network, as far as they exist. Those of atoms and events need a dataset with known truth.
    /// </summary>
    public IReadOnlyDictionary<string, double> Of(NetworkResult result)
    {
        SignalSplit split = data.Data[result.Trial.Dataset];
        TracedExample[] test = Trace(result, split.Test);
        Dictionary<string, double> measures = new(StringComparer.Ordinal);
        foreach (string name in experiment.Measures)
        {
            double? value = name switch
            {
                NetworkMeasures.RefittedPhi => RefittedPhi(result, test, split.Test.Shape),
                NetworkMeasures.KeptValues => test.Average(e => e.Kernels.Sum(k => k.ActivationMap.Count(v => v != 0))),
                NetworkMeasures.ExplainedVariance => ExplainedVariance(test),
                NetworkMeasures.SignalToNoise => SignalToNoise(test),
                NetworkMeasures.DeadKernels =>
                    CountUnused(result, [.. test, .. Trace(result, split.Train), .. Trace(result, split.Validation)]),
                NetworkMeasures.SilentKernels => CountUnused(result, test),
                NetworkMeasures.DuplicateKernels => CountDoubles(result, split.Test.Shape),
                NetworkMeasures.AtomRecovery => TruthOf(result) is { } truth ? AtomMatch.Recovery(AtomsOf(result), truth.Atoms) : null,
                NetworkMeasures.EventF1 => TruthOf(result) is { } truth ? EventF1(result, test, truth) : null,
                _ => throw new ArgumentException($"there is no measure '{name}'", nameof(result)),
            };
            if (value is { } number && double.IsFinite(number))
            {
                measures.Add(name, number);
            }
        }

        return measures;
    }

    /// <summary>The atoms of a network: the kernels under the transposed decoder, else the reversed kernels.</summary>
    internal static float[][] AtomsOf(NetworkResult result) =>
        [.. result.Kernels.Select(k => result.Trial.Readings is { UseTransposedDecoder: true } ? k : [.. k.Reverse()])];

    /// <summary>φ̄ with the amplitudes of least squares at the kept positions, by the kernels as they are.</summary>
    private static double RefittedPhi(NetworkResult result, TracedExample[] examples, ExampleShape shape)
    {
        AtomDictionary atoms = new(shape, result.Kernels, result.Trial.Readings is { UseTransposedDecoder: true });
        PursuitEncoder encoder = new();
        List<CodedActivation> code = [];
        PhiAccumulator phi = default;
        foreach (TracedExample example in examples)
        {
            code.Clear();
            for (int kernel = 0; kernel < example.Kernels.Count; kernel++)
            {
                float[] map = example.Kernels[kernel].ActivationMap;
                code.AddRange(Enumerable.Range(0, map.Length).Where(p => map[p] != 0).Select(p => new CodedActivation(kernel, p, 0)));
            }

            encoder.Refit(example.Input, atoms, code);
            double error = atoms.Residual(example.Input, code).Sum(Math.Abs);
            phi.Add(
                PhiScore.InverseCompressionRatioOf(atoms.WeightCount, code.Count, (int)shape.Dimensions, shape.Length),
                error,
                example.Input.Sum(v => Math.Abs((double)v)));
        }

        return phi.Mean.MeanPhi;
    }

    private static double ExplainedVariance(TracedExample[] examples)
    {
        double variance = 0;
        foreach (TracedExample example in examples)
        {
            double mean = example.Input.Average(v => (double)v);
            variance += example.Input.Sum(v => (v - mean) * (v - mean));
        }

        return 1 - (SquaredError(examples) / variance);
    }

    /// <summary>10 log₁₀ of Σx² by Σ(x̂ - x)².</summary>
    private static double SignalToNoise(TracedExample[] examples) =>
        10 * PortableMath.Log(examples.Sum(e => e.Input.Sum(v => (double)v * v)) / SquaredError(examples)) / PortableMath.Log(10);

    private static double SquaredError(TracedExample[] examples) =>
        examples.Sum(e => e.Reconstruction.Zip(e.Input, (r, x) => ((double)r - x) * ((double)r - x)).Sum());

    private static double CountUnused(NetworkResult result, TracedExample[] examples) =>
        Enumerable.Range(0, result.Kernels.Count)
            .Count(i => Array.TrueForAll(examples, e => Array.TrueForAll(e.Kernels[i].ActivationMap, v => v == 0)));

    private static double CountDoubles(NetworkResult result, ExampleShape shape) => Enumerable.Range(1, result.Kernels.Count - 1)
        .Count(i => Enumerable.Range(0, i)
            .Any(earlier => KernelRenewal.Similarity(result.Kernels[earlier], result.Kernels[i], shape) > Double));

    private SyntheticTruth? TruthOf(NetworkResult result) => data.Truths.GetValueOrDefault(result.Trial.Dataset);

    private TracedExample[] Trace(NetworkResult result, SignalWindows examples) =>
        [.. Enumerable.Range(0, examples.Count).Select(i => TracedExample.Of(result, activations, examples[i], examples.Shape))];

    /// <summary>
    /// F1 of the events. An activation is an event in the middle of its atom, with the sign of the most similar true atom. It
    /// is <see langword="null"/> where windows were left out, because the positions of the others are then unknown.
    /// </summary>
    private double? EventF1(NetworkResult result, TracedExample[] test, SyntheticTruth truth)
    {
        (SplitConfig split, WindowConfig window) = (_own[result.Trial.Dataset].Split, _own[result.Trial.Dataset].Window);
        if (split.Test.Value != test.Length)
        {
            return null;
        }

        int length = window.Length.Value;
        bool isTransposed = result.Trial.Readings is { UseTransposedDecoder: true };
        float[][] atoms = AtomsOf(result);
        AtomMatch[] matches = [.. atoms.Select(a => truth.Atoms.Select(t => AtomMatch.Of(a, t)).MaxBy(m => m.Similarity))];
        double middle = (truth.Atoms[0].Length - 1) / 2.0;
        int hits = 0, foundCount = 0, knownCount = 0;
        for (int i = 0; i < test.Length; i++)
        {
            int start = (split.Train.Value + split.Validation.Value + i) * length;
            IEnumerable<double> middles = truth.Events.Select(e => e.Position + ((e.Length - 1) / 2.0) - start);
            double[] known = [.. middles.Where(p => p >= 0 && p < length).Order()];
            List<double> found = [];
            for (int kernel = 0; kernel < atoms.Length; kernel++)
            {
                int left = (atoms[kernel].Length - (isTransposed ? 1 : 0)) / 2;
                float[] map = test[i].Kernels[kernel].ActivationMap;
                for (int p = 0; p < map.Length; p++)
                {
                    double place = p - left + matches[kernel].Shift + middle;
                    if (map[p] != 0 && map[p] < 0 == matches[kernel].IsNegative && place >= 0 && place < length)
                    {
                        found.Add(place);
                    }
                }
            }

            found.Sort();
            hits += EventScore.Hits([.. found], known, ToleratedShare * truth.Atoms[0].Length);
            (foundCount, knownCount) = (foundCount + found.Count, knownCount + known.Length);
        }

        return foundCount + knownCount == 0 ? null : 2.0 * hits / (foundCount + knownCount);
    }
}
