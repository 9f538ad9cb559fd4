using System.Globalization;
using System.Text;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Cpu;
using Sans.Data;
using Sans.Networks.Measures;
using Sans.Networks.Studies;
using Sans.Reports.Charts;
using Sans.Reports.Tables;
using Sans.Runs;
using Sans.Runs.Journals;

namespace Sans.Tests.Networks;

/// <summary>The measures beside φ.</summary>
public sealed class MeasureTests
{
    private static readonly double[] Known = [0, 1, 3, 1];
    private static readonly double[] Other = [1, -1, 1, -1];

    [Fact]
    public void An_atom_is_found_shifted_scaled_and_negative()
    {
        AtomMatch match = AtomMatch.Of([0, 0, 0, -2, -6, -2, 0], Known);
        Assert.Equal((1.0, 2, true), (Math.Round(match.Similarity, 12), match.Shift, match.IsNegative));
        Assert.Equal(default, AtomMatch.Of([0, 0], Known));
    }

    [Fact]
    public void One_kernel_recovers_one_atom()
    {
        float[] drawn = [0, 1, 3, 1];
        double other = AtomMatch.Of(drawn, Other).Similarity;
        Assert.InRange(other, 0.1, 0.9);
        Assert.Equal(0.5, AtomMatch.Recovery([drawn], [Known, Other]), 1e-12);
        Assert.Equal((1 + other) / 2, AtomMatch.Recovery([drawn, drawn], [Known, Other]), 1e-12);
        Assert.Equal(1, AtomMatch.Recovery([[1, -1, 1, -1], drawn, [5]], [Known, Other]), 1e-12);
    }

    [Fact]
    public void Hits_use_up_both_events() => Assert.Equal(2, EventScore.Hits([10, 20, 31], [11, 30, 50], 2));

    /// <summary>Requested measures are in table, trials and journal. Other measures have no column.</summary>
    [Fact]
    public void Measures_are_columns_on_request()
    {
        (SanStudy study, Outcomes<NetworkTrial, NetworkResult> outcomes) = Run(NetworkMeasures.All);
        foreach (NetworkResult result in outcomes.Results.Values)
        {
            IReadOnlyDictionary<string, double> measures = result.Measures!;
            Assert.Equal(NetworkMeasures.All.Order(StringComparer.Ordinal), measures.Keys.Order(StringComparer.Ordinal));

            // A of Eq. (4), from CR⁻¹ of 200 samples and two kernels of 21.
            Assert.Equal(((result.Test.InverseCompressionRatio * 200) - 42) / 2, measures[NetworkMeasures.KeptValues], 1e-9);
            Assert.InRange(measures[NetworkMeasures.ExplainedVariance], 0.5, 1);
            Assert.Equal(-10 * Math.Log10(1 - measures[NetworkMeasures.ExplainedVariance]), measures[NetworkMeasures.SignalToNoise], 0.05);
            Assert.InRange(measures[NetworkMeasures.AtomRecovery], 0.5, 1);
            Assert.InRange(measures[NetworkMeasures.EventF1], 0.3, 1);
            Assert.InRange(measures[NetworkMeasures.RefittedPhi], 0.1, result.Test.MeanPhi);
            Assert.Equal((0, 0), (measures[NetworkMeasures.DeadKernels], measures[NetworkMeasures.SilentKernels]));
            byte[] line = study.Journal.Write(result);
            Assert.Contains("\"measures\":{\"kept_values\":", Encoding.UTF8.GetString(line), StringComparison.Ordinal);
            Assert.Equal(measures, study.Journal.Read(line, outcomes.Plan.ToDictionary(t => t.Key)).Result!.Measures);
        }

        string[] columns = [.. study.Table(Context, outcomes).Columns.Select(c => c.Name)];
        Assert.Empty(NetworkMeasures.All.Append("atom_recovery_std").Except(columns));
        Assert.Contains("test_event_f1", study.Trials(outcomes).Columns.Select(c => c.Name));
        Assert.Equal(study.Experiment, TestExperiments.Read(ResolvedYaml.Write(study.Experiment)));
        (study, outcomes) = Run([]);
        Assert.Empty(study.Table(Context, outcomes).Columns.Select(c => c.Name).Intersect(NetworkMeasures.All));
        Assert.DoesNotContain(
            "measures", Encoding.UTF8.GetString(study.Journal.Write(outcomes.Results.Values.First())), StringComparison.Ordinal);
    }

    /// <summary>This column needs no request.</summary>
    [Fact]
    public void The_report_shows_known_atoms_beside_learned_ones()
    {
        (SanStudy study, Outcomes<NetworkTrial, NetworkResult> outcomes) = Run([NetworkMeasures.AtomRecovery]);
        double recovery = outcomes.Results.Values.First(r => r.Trial.Seed == 0).Measures![NetworkMeasures.AtomRecovery];
        StudyData<NetworkTrial, NetworkResult> data = study.Load(new DataFolder(".", "test"), skipMissing: false);
        Figure figure = Assert.Single(data.Report!(Context, outcomes).Page.Figures, f => f.Name == "known-atoms");
        Assert.EndsWith(
            string.Create(CultureInfo.InvariantCulture, $": synthetic_events extrema_competition {recovery:F3}."), figure.Caption);
        Assert.Equal(2, Assert.IsType<GlyphPanel>(Assert.Single(figure.Panels)).Rows.Count);
        Assert.DoesNotContain(study.Report(Context, outcomes, null).Page.Figures, f => f.Name == "known-atoms");
    }

    /// <summary>If two equal kernels compete, the second never wins. The notes say so without a request.</summary>
    [Fact]
    public void Silent_kernels_are_counted_and_told()
    {
        (SanStudy study, Outcomes<NetworkTrial, NetworkResult> outcomes) = Run(
            [NetworkMeasures.SilentKernels],
            "kernels: 2, kernel_size: 21, initialization: constant",
            "extrema, extrema_competition",
            epochs: 1);
        JournalContent<NetworkTrial, NetworkResult> read = new();
        foreach (NetworkResult result in outcomes.Results.Values)
        {
            Assert.Equal(result.Trial.Activation.Name == "extrema" ? 0 : 1, result.SilentKernelCount);
            Assert.Equal(result.SilentKernelCount, result.Measures![NetworkMeasures.SilentKernels]);
            read.Add(study.Journal.Read(study.Journal.Write(result), outcomes.Plan.ToDictionary(t => t.Key)));
            Assert.Equal(result.SilentKernelCount, SanPayload.Of(result).ToResult(result.Trial).SilentKernelCount);
        }

        const string note = "silent kernels, which are charged and have no activation on any test example: "
            + "synthetic_events extrema_competition (m = 21) 1 of 2 in 2 of 2 seeds";
        Assert.Contains(note, study.Table(Context, outcomes).Notes);
        Assert.Contains(note, study.Table(Context, outcomes with { Results = read.Completed }).Notes);
        (study, outcomes) = Run([]);
        Assert.DoesNotContain(study.Table(Context, outcomes).Notes, n => n.StartsWith("silent", StringComparison.Ordinal));
    }

    private static TableContext Context { get; } = new("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>());

    private static (SanStudy Study, Outcomes<NetworkTrial, NetworkResult> Outcomes) Run(
        IReadOnlyCollection<string> measures,
        string model = "kernels: 2, kernel_size: 21, decoder: transposed",
        string activations = "extrema_competition: { distance_factor: 0.5 }",
        int? epochs = null)
    {
        SanExperiment experiment = TestExperiments.Read($$"""
            name: measured
            datasets: [synthetic_events: { set: syn2 }]
            window: { samples: 2400, length: 200 }
            model: { {{model}} }
            activations: [{{activations}}]
            {{(epochs is null ? "" : $"training: {{ epochs: {epochs} }}")}}
            {{(measures.Count == 0 ? "" : $"measures: [{string.Join(", ", measures)}]")}}
            seeds: [0, 1]
            """);
        SanStudy study = new(experiment, new CpuEngine(ActivationRegistry.Instance, 2), ActivationRegistry.Instance);
        return (study, TrainedStudy.Outcomes(study));
    }
}
