using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Framework;
using Sans.Networks.Features;

namespace Sans.Tests.Framework;

/// <summary>Features of recordings, and the places with an unusual residual.</summary>
public sealed class FeatureFileTests : IDisposable
{
    private const int Count = 5_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-features-").FullName;

    [Fact]
    public void Errors_far_from_their_median_have_high_scores()
    {
        // The median is 3. The deviations are 2 1 0 1 97, with the median 1.
        double[] scores = RobustScores.Of([1, 2, 3, 4, 100])!;
        Assert.All(scores.Zip([2 * 0.6745, 0.6745, 0, 0.6745, 97 * 0.6745]), p => Assert.Equal(p.Second, p.First, 1e-12));
        double[] gapped = RobustScores.Of([1, double.NaN, 3, 2])!;
        Assert.True(double.IsNaN(gapped[1]));
        Assert.Null(RobustScores.Of([2, 2, 2, 7]));
        Assert.Null(RobustScores.Of([]));
    }

    [Fact]
    public void A_strange_stretch_is_listed_and_its_window_is_marked()
    {
        (SanModel model, Recording recording) = Made();
        SanEncoding encoding = model.Encode(recording);
        RecordingFeatures features = new(model, recording, encoding);
        IReadOnlyList<FeatureRow> windows = features.Windows();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i < 5 ? 500L * i : 2_520 + (500 * (i - 5))), windows.Select(w => w.Start));
        Assert.Equal([.. Enumerable.Repeat(500, 9), 480], windows.Select(w => w.Length));
        Assert.Equal(encoding.Count, windows.Sum(w => w.Features[0] + w.Features[7]));
        Assert.Equal(encoding.Count, features.Whole().Features[0] + features.Whole().Features[7]);

        // φ of the encoding uses the same residual.
        double magnitude = windows.Sum(w => w.Length * w.Error) / encoding.Score.NormalizedReconstructionLoss;
        Assert.InRange(magnitude, 0.4 * Count, Count);

        IReadOnlyList<UnusualStretch> unusual = features.UnusualSamples()!;
        Assert.Contains(unusual, u => u.Start < 3_760 && u.Start + u.Length > 3_700);
        Assert.All(unusual, u => Assert.True(u.Score > RobustScores.Bound && u.Length > 0));

        FeaturedRecording featured = new(recording, windows, unusual);
        IReadOnlyList<double?> scores = Assert.Single(FeatureFiles.Scores([featured]));
        Assert.Equal(7, scores.Index().MaxBy(s => s.Item).Index);
        Assert.True(scores[7] > RobustScores.Bound, string.Join(", ", scores));
        string table = Path.Combine(_folder, "features.csv"), list = Path.Combine(_folder, "unusual.csv");
        FeatureFiles.WriteTable(table, model, [featured]);
        FeatureFiles.WriteUnusual(list, [featured], "window");
        string[] lines = File.ReadAllLines(table);
        Assert.Equal(1 + windows.Count, lines.Length);
        Assert.StartsWith("recording,channel,sample,time_s,length,kernel_0_count,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",error,statistic_mean,statistic_deviation,statistic_above_mean,statistic_below_mean,statistic_mean_step,"
            + "statistic_mean_crossings,residual_score,unusual", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("made,II,3520,14.08,500,", lines[8], StringComparison.Ordinal);
        Assert.EndsWith(",true", lines[8], StringComparison.Ordinal);
        string[] places = File.ReadAllLines(list);
        Assert.Equal("recording,channel,sample,time_s,length,of,residual_score", places[0]);
        Assert.Contains(places, l => l.StartsWith("made,II,3520,14.08,500,window,", StringComparison.Ordinal));
        Assert.Equal(unusual.Count, places.Count(l => l.Contains(",sample,", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public void Recordings_are_compared_with_each_other()
    {
        (_, Recording recording) = Made();
        FeatureRow row = new(0, 10, [1], [1], 1);
        FeaturedRecording[] all =
        [
            .. ((double[])[1, 1.1, 0.9, 1.05, 9]).Select(e => new FeaturedRecording(recording, [row with { Error = e }], null)),
        ];
        Assert.Equal([false, false, false, false, true], FeatureFiles.Scores(all).Select(s => s[0] > RobustScores.Bound));
        Assert.Equal([null], Assert.Single(FeatureFiles.Scores([all[0]])));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Beats every 100 samples in little noise, with a gap of missing samples, and one stretch of another shape.</summary>
    private static (SanModel Model, Recording Recording) Made()
    {
        Random noise = new(7);
        double[] samples = [.. Enumerable.Range(0, Count).Select(t =>
            (5 * Math.Exp(-Math.Pow(((t % 100) - 50) / 6.0, 2))) + (0.2 * noise.NextDouble()) + (t is >= 3_700 and < 3_760 ? 6 : 0))];
        RecordingChannel Channel(double[] own) => new("II", "mV", 250, own);
        SanModel model = new SanTrainer<Extrema>(new Extrema(BorderTolerance: 3))
        {
            Kernels = 2,
            KernelSize = 41,
            WindowLength = 500,
            Samples = 3_000,
            Split = (4, 1, 1),
            Epochs = 40,
            UsesTransposedDecoder = true,
        }.Fit(new Recording("made", [Channel(samples)]));
        samples.AsSpan(2_500, 20).Fill(double.NaN);
        return (model, new Recording("made", [Channel(samples)]));
    }
}
