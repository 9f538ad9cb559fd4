using Sans.Benchmarks.Csc;
using Sans.Core.Phi;
using Sans.Core.Training;

namespace Sans.Tests.Csc;

/// <summary>φ, amplitudes of least squares, bits and PRD of codes, by hand.</summary>
public sealed class CscCodeTests
{
    private static readonly SignalWindows Example = new([0, 1, 3, 2, .. new float[28]], 32);

    /// <summary>The vector of docs/method/pursuit.md with amplitudes 2 and 1 at samples 2 and 1 explains everything.</summary>
    [Fact]
    public void Phi_counts_atoms_events_and_loss()
    {
        CscCode code = new([[1, 1]], [[new(0, 2, 2), new(0, 1, 1), new(0, 9, 0)]]);
        PhiMean phi = code.Phi(Example);
        Assert.Equal(2, code.MeanCount);
        Assert.Equal((2 + 4) / 32.0, phi.InverseCompressionRatio, 1e-12);
        Assert.Equal(0, phi.NormalizedReconstructionLoss, 1e-12);
        Assert.Equal(0.1875, phi.MeanPhi, 1e-12);
        Assert.Equal(1, new CscCode([[1, 1]], [[]]).Phi(Example).NormalizedReconstructionLoss, 1e-12);
        Assert.Equal(1 / 6.0, new CscCode([[1, 1]], [[new(0, 2, 2), new(0, 1, 0.5)]]).Phi(Example).NormalizedReconstructionLoss, 1e-12);
    }

    [Fact]
    public void Atoms_are_cut_at_both_borders()
    {
        CscCode code = new([[1, 2, 4]], []);
        Assert.Equal([4, 0, 0, 10], code.Reconstruct([new(0, -2, 1), new(0, 3, 10)], 4));
        Assert.Equal([0, 0, 0, 0], code.Reconstruct([new(0, -3, 1), new(0, 4, 1)], 4));
    }

    [Fact]
    public void Refitted_amplitudes_are_those_of_least_squares_and_doubles_are_left_out()
    {
        CscEvent[] events = [new(0, 2, 7), new(0, 1, -3), new(0, 2, 1), new(0, 40, 1), new(0, 5, 0)];
        CscCode refitted = new CscCode([[1, 1]], [events]).Refitted(Example);
        Assert.Equal([(2, 2.0), (1, 1.0)], refitted.Windows[0].Select(e => (e.Start, Math.Round(e.Amplitude, 12))));

        // Only the first sample of the atom lies inside.
        SignalWindows end = new([0, 0, 0, 6], 4);
        Assert.Equal(3, new CscCode([[2, 9]], [[new(0, 3, 1)]]).Refitted(end).Windows[0].Single().Amplitude, 1e-12);
    }

    /// <summary>Count by Elias' gamma code, 32 bits of scale, 4 of Rice's parameter, then position, kernel and amplitude.</summary>
    [Fact]
    public void Bits_are_counted_as_they_would_be_written()
    {
        float[] atom = [1, 1];
        Assert.Equal(1, CscBits.Size([], [atom]));
        Assert.Equal(1, CscBits.Size([new(0, 3, 0)], [atom]));

        // The first event is 4 samples behind the first possible place, which takes 4 bits.
        Assert.Equal(3 + 32 + 4 + 4 + 8, CscBits.Size([new(0, 3, 2)], [atom]));
        Assert.Equal(3 + 32 + 4 + 4 + 1 + 8, CscBits.Size([new(1, 3, 2)], [atom, atom]));
        Assert.Equal(3 + 32 + 4 + 4 + 2 + 8, CscBits.Size([new(1, 3, 2)], [atom, atom, atom, atom]));

        // Differences 4, 4 and 4 with 2 bits of remainder.
        Assert.Equal(5 + 32 + 4 + 12 + 24, CscBits.Size([new(0, 11, 1), new(0, 3, 2), new(0, 7, 2)], [atom]));
    }

    [Fact]
    public void Prd_is_that_of_rounded_numbers()
    {
        CscBits exact = CscBits.Of(new CscCode([[1, 1]], [[new(0, 2, 2), new(0, 1, 1)]]), Example);
        Assert.Equal(32 + 16, exact.KernelBits);
        Assert.Equal((3 + 32 + 4 + 5 + 16) / 32.0, exact.BitsPerSample, 1e-12);

        // The amplitude 1 becomes 64 of 127 steps of 2.
        double error = (64 * 2 / 127.0) - 1;
        Assert.Equal(100 * Math.Sqrt(2 * error * error / 14), exact.Prd, 1e-9);
        Assert.Equal(100, CscBits.Of(new CscCode([[1, 1]], [[]]), Example).Prd, 1e-9);
    }

    /// <summary>The program that measures all codes agrees with the engine, for each of our options.</summary>
    [Fact]
    public void Phi_of_our_codes_is_that_of_the_engine()
    {
        CscOwn own = CscOwn.Train(["correlation", "transposed", "recipe", "pursuit"], seedCount: 1, kernels: "2", sizes: "21");
        Assert.NotEmpty(own.Cells);
        foreach (CscCell cell in own.Cells)
        {
            SignalWindows test = own.Data[cell.Dataset].Test;
            PhiMean phi = CscOwn.Encode(cell.Seeds[0], test).Phi(test);
            Assert.Equal(cell.Test, phi.MeanPhi, 1e-4);
            Assert.Equal(cell.Seeds[0].Test.InverseCompressionRatio, phi.InverseCompressionRatio, 1e-4);
        }

        Assert.Equal(own.Cells.MinBy(c => c.Validation), own.Datasets.Select(d => own.Best(d)).MinBy(c => c.Validation));
        Assert.All(CscOwn.Options.Take(2), o => Assert.True(own.SearchSeconds(own.Datasets[0], o) > 0));
    }
}
