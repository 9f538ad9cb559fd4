using Sans.Autoencoders.Studies;
using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Reports.Charts;
using Sans.Reports.Pages;
using Sans.Reports.Tables;
using Sans.Runs;
using JournalContent = Sans.Runs.Journals.JournalContent<Sans.Autoencoders.Training.AutoencoderTrial,
    Sans.Autoencoders.Training.AutoencoderResult>;

namespace Sans.Tests.Autoencoders;

/// <summary>A small experiment from file to tables.</summary>
public sealed class AutoencoderStudyTests
{
    private static readonly AutoencoderExperiment Small = AutoencoderConfigurationTests.Experiment("""
        name: small
        title: A few methods on short documents
        kind: sparsity_penalty
        datasets:
          - topic_bag_of_words: { label: topics, features: 120, topics: 8, train: 400, test: 150 }
        model: { hidden: 12 }
        methods:
          - relu: { dropout: [0, 0.2] }
          - relu: { dropout: 0.2, penalty: mean_square, weight: [0.3, 3] }
          - relu: { penalty: l1, weight: [0.3, 30] }
          - trec: { theta: 1, initial_deviation: 0.043 }
          - top_k: { k: 4 }
          - batch_top_k: { k: 4 }
          - sigmoid: { penalty: kl_mean, target: 0.05, weight: 1 }
        training: { epochs: 12, batch_size: 20 }
        seeds: [1, 2]
        """);

    private static readonly Lazy<JournalContent> Outcomes = new(() => Train(jobs: 2));

    [Fact]
    public Task The_table() => Snapshot.Verify(File("table.txt"), "sparsity-small");

    [Fact]
    public Task The_table_for_other_programs() => Snapshot.Verify(File("table.csv"), "sparsity-small-csv");

    /// <summary>All numbers except the times equal those of one worker.</summary>
    [Fact]
    public void P11_one_worker_and_two_write_the_same_files()
    {
        var study = Study();
        JournalContent one = Train(jobs: 1);
        Assert.Equal(one.Completed
            .OrderBy(r => r.Key)
            .Select(r => r.Value.Digest), Outcomes.Value.Completed.OrderBy(r => r.Key).Select(r => r.Value.Digest));
        Assert.Equal(
            Texts(study.Files(Context, Of(one))),
            Texts(study.Files(Context, Of(Outcomes.Value))));
    }

    [Fact]
    public void The_report_shows_loss_against_units_on()
    {
        Page page = Study().Report(Context, Of(Outcomes.Value), null).Page;
        string html = HtmlPage.Write(page);
        Assert.Contains("Loss against units on", html, StringComparison.Ordinal);
        Assert.Contains("topics: plain relu starts at zeros of", html, StringComparison.Ordinal);
        Assert.Contains("collapsed", html, StringComparison.Ordinal);
        Assert.Contains(
            "relu mean_square, dropout 0.2", SvgFile.Write(page.Figures.Single(f => f.Name == "loss")), StringComparison.Ordinal);
        Assert.Contains("firing rate", SvgFile.Write(page.Figures.Single(f => f.Name == "units")), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "NaN", File("table.md") + File("table.txt") + File("table.csv") + File("trials.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_whose_trainings_all_failed_is_a_row_and_in_no_picture()
    {
        AutoencoderStudy study = Study();
        JournalContent content = new();
        foreach (AutoencoderTrial trial in study.Plan)
        {
            if (trial.Key.Contains("trec", StringComparison.Ordinal))
            {
                content.Add(trial, "because of a test");
            }
            else
            {
                content.Add(Outcomes.Value.Completed[trial.Key]);
            }
        }

        StudyFiles files = study.Files(Context, Of(content));
        Assert.Contains(
            "0 of 2",
            Assert.Single(TextTable.Write(files.Table).Split('\n'), l => l.Contains("trec", StringComparison.Ordinal) && l.Contains('—')),
            StringComparison.Ordinal);
        Assert.Contains("  2 × because of a test: ", TextTable.Write(files.Table), StringComparison.Ordinal);
        Page page = study.Report(Context, Of(content), null).Page;
        Assert.Equal("2 of 20 trainings failed and are in no mean. The reason: because of a test", page.Warning);
        Assert.All(page.Figures, f => Assert.DoesNotContain("trec", SvgFile.Write(f), StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_of_the_loss_joins_one_number_of_hidden_units()
    {
        AutoencoderExperiment experiment = AutoencoderConfigurationTests.Experiment("""
            name: swept
            kind: sparsity_penalty
            datasets: [topic_bag_of_words: { label: topics, features: 60, topics: 4, train: 100, test: 50 }]
            model: { hidden: [7, 11] }
            methods: [relu: { penalty: l1, weight: [0.1, 1] }]
            training: { epochs: 1 }
            """);
        Page page = new AutoencoderStudy(experiment, jobs: 1).Report(Context, Of(Train(experiment, jobs: 1), experiment), null).Page;
        Assert.Equal(["relu l1, hidden 7", "relu l1, hidden 11"], page.Figures.Single(f => f.Name == "loss").Legend.Select(l => l.Label));

        // One panel of rates and one of means. Each row has a strip in both.
        StripPanel[] units = [.. page.Figures.Single(f => f.Name == "units").Panels.Cast<StripPanel>()];
        Assert.Equal(["topics", ""], units.Select(p => p.Title));
        Assert.All(units, p => Assert.Equal(
            ["relu(l1, 0.1), hidden 7", "relu(l1, 0.1), hidden 11", "relu(l1, 1), hidden 7", "relu(l1, 1), hidden 11"],
            p.Rows.Select(r => r.Label)));
        Assert.Equal([7, 11, 7, 11], units[0].Rows.Select(r => r.Values.Count));
    }

    /// <summary>Data, network, training and a method are swept. The losses are those of the table.</summary>
    [Fact]
    public void Loss_and_zeros_stand_over_each_swept_setting()
    {
        AutoencoderExperiment experiment = AutoencoderConfigurationTests.Experiment("""
            name: swept
            kind: sparsity_penalty
            datasets: [topic_bag_of_words: { label: topics, features: [50, 60], topics: 4, train: 60, test: 50 }]
            model: { hidden: [7, 11] }
            methods: [relu: { penalty: l1, weight: [0.1, 1] }, top_k: { k: 3 }]
            training: { epochs: [1, 2] }
            seeds: [1, 2]
            """);
        JournalContent content = Train(experiment, jobs: 2);
        Page page = new AutoencoderStudy(experiment, jobs: 1).Report(Context, Of(content, experiment), null).Page;
        Assert.Equal(
            [
                "loss", "loss-by-features", "zeros-by-features", "loss-by-epochs", "zeros-by-epochs", "loss-by-hidden", "zeros-by-hidden",
                "loss-by-weight", "zeros-by-weight", "units",
            ],
            page.Figures.Select(f => f.Name));
        Figure byWeight = page.Figures.Single(f => f.Name == "loss-by-weight");
        Assert.Equal(["relu(penalty=l1)"], byWeight.Legend.Select(l => l.Label));
        Assert.Equal(8, byWeight.Panels.Count);
        Assert.Equal("topics, features 50, epochs 1, hidden 7", byWeight.Panels[0].Title);
        Assert.Contains(": mean over 2 seeds, the band", byWeight.Caption, StringComparison.Ordinal);
        Line line = Assert.Single(Assert.IsType<Chart>(byWeight.Panels[0]).Marks.OfType<Line>());
        double[] losses =
        [
            .. from weight in (double[])[0.1, 1]
               select content.Completed.Values
                   .Where(
                       r => r.Trial is { Dataset: "topics(features=50)", Model.HiddenUnits.Value: 7, Training.Epochs.Value: 1, Method.Unit: "relu" })
                   .Where(r => r.Trial.Method.Penalty.Weight == weight)
                   .Average(r => r.Measures.Loss),
        ];
        Assert.Equal([0.1, 1], line.Points.Select(p => p.X));
        Assert.All(losses.Zip(line.Points), pair => Assert.Equal(pair.First, pair.Second.Y, 1e-9));

        // For sweeps of other settings, a method has one line for each of its parameters.
        Assert.Equal(
            ["relu(penalty=l1, weight=0.1)", "relu(penalty=l1, weight=1)", "top_k(k=3)"],
            page.Figures.Single(f => f.Name == "zeros-by-hidden").Legend.Select(l => l.Label));
        Assert.Contains("the mean over 2 seeds.", page.Figures.First().Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_keeps_every_bit_and_believes_no_other()
    {
        AutoencoderStudy study = Study();
        var plan = Plans.ByKey(study.Plan);
        AutoencoderResult result = Outcomes.Value.Completed.Values.First();
        byte[] line = study.Journal.Write(result);
        AutoencoderResult read = study.Journal.Read(line, plan).Result!;
        Assert.Equal(result.Digest, read.Digest);
        Assert.Equal(result.Measures, read.Measures);

        string text = System.Text.Encoding.UTF8.GetString(line);
        string changed = text.Replace("\"loss\":", "\"loss\":1", StringComparison.Ordinal);
        Assert.Contains("have the digest", Assert.Throws<FormatException>(() => study.Journal.Read(
            System.Text.Encoding.UTF8.GetBytes(changed), plan)).Message, StringComparison.Ordinal);
        string shorter = text.Replace("\"firing_rates\":[", "\"firing_rates\":[0,", StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => study.Journal.Read(System.Text.Encoding.UTF8.GetBytes(shorter), plan));
    }

    /// <summary>
    /// The whole network on real data: squared error, and an untied decoder of unit norm. Only real data show the
    /// shrinkage.
    /// </summary>
    [Fact]
    public void Real_data_have_a_shrinkage()
    {
        AutoencoderExperiment experiment = AutoencoderConfigurationTests.Experiment("""
            name: real
            kind: sparsity_penalty
            datasets: [topic_bag_of_words: { label: topics, features: 120, topics: 8, train: 400, test: 150 }]
            model: { hidden: 12, tied: false, unit_norm: true, output: identity }
            methods: [relu, relu: { penalty: l1, weight: 0.2 }]
            training: { epochs: 12, batch_size: 20 }
            """);
        AutoencoderResult[] results = [.. Train(experiment, jobs: 1).Completed.OrderBy(r => r.Key.Length).Select(r => r.Value)];
        Assert.InRange(results[0].Measures.Shrinkage!.Value, 0.8, 1.2);
        Assert.True(results[1].Measures.Shrinkage < results[0].Measures.Shrinkage, "an l1 penalty shrinks");
        Assert.InRange(results[0].Measures.UnexplainedVariance, 0.2, 0.95);
        Assert.Null(Outcomes.Value.Completed.Values.First().Measures.Shrinkage);
    }

    [Theory]
    [InlineData(4_999, 5_000, "topics: 4,999 training samples (epochs 1) are fewer than 'measures.recent_samples' (5,000)")]
    [InlineData(100, 101, "topics: 100 training samples (epochs 1) are fewer than 'measures.recent_samples' (101)")]
    [InlineData(100, 100, null)]
    public void Units_that_never_fired_are_dead_in_training_however_short_it_was(int train, int recentSamples, string? note)
    {
        AutoencoderExperiment experiment = AutoencoderConfigurationTests.Experiment($$"""
            name: silent
            kind: sparsity_penalty
            datasets: [topic_bag_of_words: { label: topics, features: 60, topics: 4, train: {{train}}, test: 50 }]
            model: { hidden: 8 }
            methods: [trec: { theta: 1, initial_deviation: 0.001 }]
            training: { epochs: 1 }
            measures: { recent_samples: {{recentSamples}} }
            """);
        AutoencoderStudy study = new(experiment, jobs: 1);
        Assert.Equal(1, Assert.Single(Train(experiment, jobs: 1).Completed).Value.Measures.DeadInTraining);

        TableContext context = Context with { DataNotes = study.Load(Folder, skipMissing: false).Datasets.Notes };
        string[] notes = [.. study.Table(context, Of(new JournalContent(), experiment)).Notes];
        Assert.Equal(note is null ? [] : [$"{note}; 'dead_in_training' counts the units that never fired"], notes);
    }

    /// <summary>With a threshold of 0, the values near zero are exactly the zeros. top-k keeps k values.</summary>
    [Fact]
    public void Equal_counts_are_equal_shares()
    {
        AutoencoderResult[] results =
        [
            .. Train(
                AutoencoderConfigurationTests.Experiment("""
                    name: equal
                    kind: sparsity_penalty
                    datasets: [topic_bag_of_words: { label: topics, features: 60, topics: 4, train: 100, test: 49 }]
                    model: { hidden: [7, 11, 13] }
                    methods: [relu, top_k: { k: [1, 3, 5] }]
                    training: { epochs: 1 }
                    measures: { near_zero: 0 }
                    seeds: 1..4
                    """),
                jobs: 2).Completed.Values,
        ];
        Assert.All(results, r => Assert.Equal(r.Measures.Zeros, r.Measures.NearZeros));
        Assert.All(
            results.Where(r => r.Trial.Method.Unit == "top_k"),
            r => Assert.Equal(r.Trial.Method.Parameters.Get<long>("k"), r.Measures.NonZeroCount));
    }

    private static TableContext Context { get; } = new(
        "cpu", Study().Load(Folder, skipMissing: false).Datasets.Digests, [], new Dictionary<string, string>());

    private static DataFolder Folder => new(AppContext.BaseDirectory, "test");

    private static AutoencoderStudy Study() => new(Small, jobs: 1);

    private static Outcomes<AutoencoderTrial, AutoencoderResult> Of(JournalContent content, AutoencoderExperiment? experiment = null) =>
        content.OutcomesOf(AutoencoderPlan.Of(experiment ?? Small));

    private static IEnumerable<(string, string)> Texts(StudyFiles files) =>
        files.Files.Where(f => f.Name != "trials.csv").Select(f => (f.Name, f.Text));

    private static string File(string name) => Study().Files(Context, Of(Outcomes.Value)).Files.Single(f => f.Name == name).Text;

    private static JournalContent Train(int jobs) => Train(Small, jobs);

    private static JournalContent Train(AutoencoderExperiment experiment, int jobs)
    {
        AutoencoderStudy study = new(experiment, jobs);
        ContentSink sink = new();
        study.Load(Folder, skipMissing: false).Train(study.Plan, sink, CancellationToken.None);
        return sink.Content;
    }

    private sealed class ContentSink : ITrialSink<AutoencoderTrial, AutoencoderResult>
    {
        public JournalContent Content { get; } = new();

        public void Completed(AutoencoderResult result) => Content.Add(result);

        public void Failed(AutoencoderTrial trial, string reason, Exception? defect) => Content.Add(trial, reason);
    }
}
