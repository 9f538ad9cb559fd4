using Sans.Configuration;
using Sans.Core.Models;
using Sans.Core.Pursuit;
using Sans.Core.Training;
using Sans.Cpu.Recordings;
using Sans.Data.Formats.Wfdb;
using Sans.Framework;
using Sans.Networks.Events;
using Xunit.Abstractions;

namespace Sans.Tests.RealData;

/// <summary>
/// φ-pursuit on the recording mitdb/100: chunks compared with the whole, and its beats. Without <c>SANS_LONG=1</c> a
/// part of it is used.
/// </summary>
public sealed class PursuitRecordingTests(ITestOutputHelper output)
{
    private const string Record = "physionet/mitdb/100.hea", Beats = "annotations/100.atr";
    private const int Window = 1000;

    // Samples after the windows of training and validation.
    private const int FirstBeat = 8000;

    /// <summary>The chunks of the encoder, and chunks of 4,096 samples with 16 m on both sides.</summary>
    [RealDataFact(Record)]
    public void Chunks_have_every_bit_of_the_whole_and_rounds_the_support_of_the_global_order()
    {
        double[] thresholds = Needs.IsLong ? [0.45, 1.0, 2.2] : [1.0];
        (int Kernels, int Size)[] networks = Needs.IsLong ? [(1, 35), (1, 45), (2, 35), (2, 25)] : [(2, 25)];
        float[] x = Normalized(Needs.IsLong ? int.MaxValue : 40_000);
        float[] start = x[..Math.Min(x.Length, 65_000)];
        foreach ((int kernels, int size) in networks)
        {
            for (int seed = 0; seed < (Needs.IsLong ? 2 : 1); seed++)
            {
                SanNetwork network = Trainer(new PhiPursuit(), kernels, [size], seed).Fit(Recording.Load(Path, "MLII")).Model.Network;
                foreach (double threshold in thresholds)
                {
                    (List<CodedActivation> whole, int rounds) = InRounds(x, network, threshold);
                    SanEvent[] chunks = [.. InChunks(x, network with { PursuitThreshold = threshold })];
                    Assert.Equal(
                        whole.OrderBy(a => a.Kernel).ThenBy(a => a.Position).Select(a => new SanEvent(a.Kernel, a.Position, a.Amplitude)),
                        chunks.OrderBy(e => e.Kernel).ThenBy(e => e.Position));
                    Assert.InRange(rounds, 1, 64);
                    Assert.Equal(whole.ToHashSet(), InSlices(x, network, threshold, 4096, 16 * size).ToHashSet());

                    // Whole atoms only, as rounds have them.
                    List<CodedActivation> global = [];
                    new PursuitEncoder().Encode(start, Atoms(start, network), new PhiPursuit().ByThreshold(threshold), global);
                    List<CodedActivation> local = InRounds(start, network, threshold).Code;
                    double overlap = Jaccard(Inner(global, start.Length, size), Inner(local, start.Length, size));
                    output.WriteLine(FormattableString.Invariant(
                        $"q = {kernels}, m = {size}, seed {seed}, θ {threshold}: {whole.Count} events in {rounds} rounds, Jaccard {overlap:F5}"));
                    Assert.InRange(overlap, 0.999, 1);
                }
            }
        }
    }

    /// <summary>
    /// One kernel from ten sizes, half a kernel between events, and the dominant sign. Events have at least 0.3 of a
    /// large amplitude.
    /// </summary>
    [RealDataFact(Record, Beats)]
    public void Beats_are_found_within_28_milliseconds()
    {
        int[] sizes = Needs.IsLong ? [150, 160, 170, 180, 190, 200, 210, 220, 230, 240] : [190, 210];
        long[] beats =
        [
            .. AnnotationFile.Read(RealDataFolder.File("annotations", "100.atr")).Items
                .Where(a => a.Symbol is "N" or "A" or "V" && a.Sample >= FirstBeat)
                .Select(a => a.Sample),
        ];
        List<double> least = [];
        for (int seed = 0; seed < (Needs.IsLong ? 5 : 1); seed++)
        {
            Recording recording = Recording.Load(Path, "MLII");
            SanModel model = Trainer(new PhiPursuit(DistanceFactor: 0.5), 1, sizes, seed).Fit(recording);
            SanEncoding encoding = model.Encode(recording);
            foreach (double share in (double[])[0, 0.3, 0.5])
            {
                long[] found =
                [
                    .. Detection.Of(model.Model, encoding, encoding.SampleCount, least: share)
                        .Select(o => o.Sample)
                        .Where(s => s >= FirstBeat),
                ];
                double wide = MatchScore.Of(found, beats, 0.150 * 360).F1, narrow = MatchScore.Of(found, beats, 0.028 * 360).F1;
                output.WriteLine(FormattableString.Invariant(
                    $"seed {seed}: m = {model.Kernels[0].Length}, φ {model.Model.MeanPhi:F4}, θ {model.Model.Network.PursuitThreshold:F3}, ")
                    + FormattableString.Invariant($"{encoding.Count} events, least {share}: F1 {wide:F4} at 150 ms, {narrow:F4} at 28 ms"));
                if (share == 0.3)
                {
                    least.Add(Math.Min(wide, narrow));
                }
            }
        }

        Assert.All(least, f1 => Assert.InRange(f1, 0.998, 1));
    }

    private static string Path => RealDataFolder.File("physionet", "mitdb", "100.hea");

    private static SanTrainer<PhiPursuit> Trainer(PhiPursuit pursuit, int kernels, int[] sizes, int seed) => new(pursuit)
    {
        Kernels = kernels,
        KernelSizes = sizes,
        Seed = seed,
        UsesTransposedDecoder = true,
        Initialization = KernelInitialization.Data,
        KernelRules = new KernelRules(true, new ReinitializationConfig(new(2, 5, 9, 14), 0.97)),
    };

    private static float[] Normalized(int most)
    {
        double[] samples = [.. Recording.Load(Path, "MLII").Channels[0].Samples.Take(most)];
        float[] normalized = new float[samples.Length];
        for (int start = 0; start < samples.Length; start += Window)
        {
            int length = Math.Min(Window, samples.Length - start);
            PieceScale.OfWindow(samples.AsSpan(start, length), start, "", normalized.AsSpan(start, length));
        }

        return normalized;
    }

    private static AtomDictionary Atoms(float[] x, SanNetwork network) =>
        new(ExampleShape.Signal(x.Length), network.Kernels, network.UsesTransposedDecoder);

    private static (List<CodedActivation> Code, int Rounds) InRounds(float[] x, SanNetwork network, double threshold)
    {
        List<CodedActivation> code = [];
        return (code, new PursuitEncoder().EncodeInRounds(x, Atoms(x, network), new PhiPursuit().ByThreshold(threshold), code));
    }

    private static List<SanEvent> InChunks(float[] x, SanNetwork network)
    {
        RecordingEncoder encoder = new(network, Sans.Core.ActivationRegistry.Instance);
        List<SanEvent> events = [];
        encoder.Add(x, events);
        encoder.End(events);
        return events;
    }

    private static IEnumerable<CodedActivation> InSlices(float[] x, SanNetwork network, double threshold, int length, int halo)
    {
        for (int slice = 0; slice < x.Length; slice += length)
        {
            (int first, int end) = (Math.Max(0, slice - halo), Math.Min(x.Length, slice + length + halo));
            foreach (CodedActivation a in InRounds(x[first..end], network, threshold).Code)
            {
                if (first + a.Position >= slice && first + a.Position < slice + length)
                {
                    yield return a with { Position = first + a.Position };
                }
            }
        }
    }

    /// <summary>Samples away from both ends, where one of the two has cut atoms.</summary>
    private static HashSet<(int, int)> Inner(IEnumerable<CodedActivation> code, int length, int size) =>
        [.. code.Where(a => a.Position >= 16 * size && a.Position < length - (16 * size)).Select(a => (a.Kernel, a.Position))];

    private static double Jaccard(HashSet<(int, int)> one, HashSet<(int, int)> other) =>
        (double)one.Intersect(other).Count() / one.Union(other).Count();
}
