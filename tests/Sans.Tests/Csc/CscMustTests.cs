using Sans.Benchmarks.Csc;
using Xunit.Abstractions;

namespace Sans.Tests.Csc;

/// <summary>
/// What the comparison with convolutional sparse coding must show. Without <c>SANS_LONG=1</c> there are fewer seeds, sizes and
/// sets. <c>docs/benchmarks.md</c> has the tables.
/// </summary>
public sealed class CscMustTests(ITestOutputHelper output)
{
    private const string Record = "physionet/mitdb/100.hea", Beats = "annotations/100.atr";

    /// <summary>The best option by validation against φ of the best peer with amplitudes of least squares.</summary>
    [LongRealDataFact(Record, "physionet/bidmc/bidmc01.hea", "physionet/voiced/voice001.hea")]
    public void Phi_is_far_below_that_of_the_peers()
    {
        (string Dataset, double Most)[] musts = [("mitdb", 0.24), ("bidmc", 0.17), ("voiced", 0.31), ("motifs", 0.25)];
        CscOwn own = CscOwn.Train();
        foreach ((string dataset, double most) in musts)
        {
            CscCell best = own.Best(dataset);
            output.WriteLine(FormattableString.Invariant(
                $"{dataset}: {best.Option}, q = {best.KernelCount}, m = {best.KernelSize}, φ {best.Test:F4} ± {best.Deviation:F4}"));
            Assert.InRange(best.Test, 0, most);
        }
    }

    /// <summary>The short form: a signal that needs no files, two seeds, and the sizes near the best.</summary>
    [Fact]
    public void Validation_chooses_the_pursuit_on_motifs()
    {
        CscOwn own = CscOwn.Train(["transposed", "recipe", "pursuit"], seedCount: 2, kernels: "2", sizes: "[20, 35]");
        CscCell best = own.Best("motifs");
        Assert.Equal("pursuit", best.Option);
        Assert.InRange(best.Test, 0, 0.25);
    }

    [SkippableTheory]
    [InlineData("trisq", 0.05, 0.01, 0.90)]
    [InlineData("trisq", 0.005, 0.01, 0.90)]
    [InlineData("saw", 0.005, 0.01, 0.90)]
    [InlineData("decay", 0.005, 0.01, 0.90)]
    [InlineData("trisq", 0.005, 0.1, 0.72)]
    [InlineData("saw", 0.005, 0.1, 0.745)]
    [InlineData("decay", 0.005, 0.1, 0.735)]
    public void Known_atoms_are_recovered(string set, double density, double noise, double least)
    {
        int seeds = Needs.IsLong ? 5 : 2;
        Needs.Require(
            Needs.IsLong || set == "decay", "this is a long form, and the set decay is always tested", "set SANS_LONG=1 to run it");
        (double Chosen, double Mean)[] scores =
        [
            .. Enumerable.Range(CscRecovery.FirstSeed, seeds).Select(seed =>
            {
                RecoverySet one = new(set, density, noise);
                (double chosen, double mean, _) = CscRecovery.Recover(
                    CscRecovery.Options.Single(o => o.Name == CscRecovery.ForNoise).Yaml,
                    CscRecovery.Draw(one, seed),
                    FormattableString.Invariant($"{one.Name} seed {seed}"));
                return (chosen, mean);
            }),
        ];
        output.WriteLine(FormattableString.Invariant(
            $"{set} {density} {noise}: {scores.Average(s => s.Chosen):F3}, mean of starts {scores.Average(s => s.Mean):F3}"));
        Assert.InRange(scores.Average(s => s.Chosen), least, 1);
    }

    [Fact]
    public void The_protocol_of_recovery_has_its_density_noise_and_atoms()
    {
        KnownSignal signal = CscRecovery.Draw(new RecoverySet("saw", 0.005, 0.1), 0);
        float[] train = signal.Split.Train.Samples.ToArray();
        Assert.Equal((12, 2, 2), (signal.Split.Train.Count, signal.Split.Validation.Count, signal.Split.Test.Count));
        Assert.Equal(12 * 703, train.Length);
        Assert.All(signal.Atoms, a => Assert.Equal(1, a.Sum(v => v * v), 1e-9));
        Assert.Equal(0, signal.Atoms[0].Sum(), 1e-9);
        Assert.Equal(train, CscRecovery.Draw(new RecoverySet("saw", 0.005, 0.1), 0).Split.Train.Samples.ToArray());
        for (int i = 0; i < 12; i++)
        {
            float[] window = signal.Split.Train[i].ToArray();
            Assert.Equal(0, window.Average(), 1e-5);
            Assert.Equal(1, window.Sum(v => (double)v * v) / 702, 1e-5);
        }

        // A density of 0 is noise alone: neighbours are independent. With 32 overlapping events of each kind they are not.
        Assert.InRange(Neighbours(0), -0.05, 0.05);
        Assert.InRange(Neighbours(0.05), 0.95, 1);

        static double Neighbours(double density)
        {
            float[] x = CscRecovery.Draw(new RecoverySet("trisq", density, 0.01), 0).Split.Train.Samples.ToArray();
            return x.Zip(x.Skip(1), (a, b) => (double)a * b).Average();
        }
    }

    /// <summary>
    /// Processor time of one core, because other programs may run beside. The process has the lesser of it and of the clock,
    /// because the runtime compiles on the other core meanwhile.
    /// </summary>
    [LongRealDataFact(Record)]
    public void A_whole_recording_is_learned_and_encoded_quickly()
    {
        CscScale scale = CscScale.Measure();
        output.WriteLine($"{scale}");
        Assert.Equal(650_000, scale.Samples);
        Assert.InRange(scale.TrainingSeconds, 0, 0.1);
        Assert.InRange(Math.Min(scale.ProcessBusy, scale.ProcessWall), 0, 1.2);
        Assert.InRange(scale.EncodingSeconds, 0, 0.2);
    }

    [LongRealDataFact(Record, Beats)]
    public void R_peaks_are_found_by_the_commands()
    {
        foreach (CscBeats beats in CscBeats.Measure(count: 1))
        {
            output.WriteLine($"{beats}");
            Assert.InRange(beats.Sensitivity, 0.999, 1);
            Assert.InRange(beats.PositivePredictivity, 0.999, 1);
        }
    }
}
