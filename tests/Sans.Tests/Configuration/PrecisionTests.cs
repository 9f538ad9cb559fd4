using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Cpu;
using Sans.Networks.Data;
using Sans.Networks.Studies;

namespace Sans.Tests.Configuration;

/// <summary>
/// Values that differ in YAML but are equal in the precision of their use. They would train one network under two
/// names.
/// </summary>
public sealed class PrecisionTests
{
    private const string OneNumber = ", which are equal in float32, the precision of this setting; remove one of the two";

    [Theory]
    [InlineData(
        "activations: [relative_threshold: { share: [0.25, 0.5, 0.50000000001] }]",
        "x.yaml(5,56): error SANS013: 'activations[0].relative_threshold.share' lists 0.5 and 0.50000000001" + OneNumber)]
    [InlineData(
        "activations: [relative_threshold: { share: [0, 1.0e-60] }]",
        "x.yaml(5,48): error SANS013: 'activations[0].relative_threshold.share' lists 0 and 1.0e-60" + OneNumber)]
    [InlineData(
        "activations: [relative_threshold: { share: 0.5..0.500000002 step 0.000000001 }]",
        "x.yaml(5,44): error SANS013: 'activations[0].relative_threshold.share': 0.5 and 0.500000001 of the range '0.5..0.500000002 "
            + "step 0.000000001' are equal in float32, the precision of this setting; take a larger step")]
    [InlineData(
        "activations: [relative_threshold: { share: 0.5 }, relative_threshold: { share: 0.50000000001 }]",
        "x.yaml(5,51): error SANS014: the activations 'relative_threshold(share=0.5)' and 'relative_threshold(share=0.50000000001)' "
            + "are equal in float32, the precision of their parameters; remove one of the two")]
    [InlineData(
        "activations: [identity]\ntraining: { optimizer: { adam: { learning_rate: [0.01, 0.01000000001] } } }",
        "x.yaml(6,56): error SANS013: 'training.optimizer.adam.learning_rate' lists 0.01 and 0.01000000001" + OneNumber)]
    [InlineData(
        "activations: [identity]\ntraining: { optimizer: { adam: { epsilon: [1e-8, 1.00000000001e-8] } } }",
        "x.yaml(6,50): error SANS013: 'training.optimizer.adam.epsilon' lists 1.0e-08 and 1.00000000001e-08" + OneNumber)]
    [InlineData(
        "activations: [identity]\ntraining: { optimizer: { adam: { beta1: [0.9, 0.9000000000001] } } }",
        "x.yaml(6,47): error SANS013: 'training.optimizer.adam.beta1' lists 0.9 and 0.9000000000001" + OneNumber)]
    [InlineData(
        "activations: [identity]\ntraining: { loss: { huber: { delta: [1, 1.000000001] } } }",
        "x.yaml(6,41): error SANS013: 'training.loss.huber.delta' lists 1 and 1.000000001" + OneNumber)]
    [InlineData(
        "activations: [identity]\ntraining: { loss: [huber: { delta: 1 }, mae, huber: { delta: 1.000000001 }] }",
        "x.yaml(6,46): error SANS014: the losses 'huber(delta=1)' and 'huber(delta=1.000000001)' are equal in float32, the precision "
            + "of their parameters; remove one of the two")]
    [InlineData(
        "activations: [identity]\nseeds: [3, 4, 3]",
        "x.yaml(6,15): error SANS013: 'seeds' lists 3 twice; remove one of the two")]
    public void Values_that_are_one_where_they_are_used_are_refused_at_the_second(string lines, string expected)
    {
        ConfigDiagnostic[] errors = [.. Read(lines).Diagnostics.Where(d => d.Rule.Level == DiagnosticLevel.Error)];
        Assert.Equal(expected, Assert.Single(errors).ToString());
    }

    [Fact]
    public void A_setting_of_the_command_line_is_refused_alike() => Assert.Equal(
        "-s training.optimizer.adam.learning_rate=[0.01, 0.01000000001]: error SANS013: 'training.optimizer.adam.learning_rate' lists "
            + "0.01 and 0.01000000001" + OneNumber,
        Assert.Single(
            Read("activations: [identity]", "training.optimizer.adam.learning_rate=[0.01, 0.01000000001]").Diagnostics).ToString());

    /// <summary>The values are used in double precision, or in a difference that float32 can represent.</summary>
    [Theory]
    [InlineData("activations: [identity]\ntraining: { optimizer: { adam: { beta2: [0.999998, 0.99999802] } } }")]
    [InlineData("activations: [identity]\ntraining: { penalty: { l1: { weight: [0.1, 0.1000000000001] } } }")]
    [InlineData("activations: [identity]\ntraining: { optimizer: { adam: { learning_rate: [0.01, 0.01000001] } } }")]
    [InlineData("activations: [relative_threshold: { share: [0.5, 0.5000001] }]")]
    public void Values_that_differ_where_they_are_used_are_swept(string lines) => Assert.Empty(Read(lines).Diagnostics);

    [Theory]
    [InlineData("kind: sparsity_penalty\ndatasets: [topic_bag_of_words: { background: [0.1, 0.1000000000001] }]\nmethods: [relu: { "
        + "penalty: l1, weight: [0.3, 0.3000000000001] }]")]
    [InlineData("kind: routed_approximation\ntarget: hypercube\nmodels: [dense]\nfit: { ridge: { lambda: [1e-6, 1.0000000000001e-6] } }")]
    public void Kinds_in_double_precision_take_any_values(string lines) =>
        Assert.Empty(
            ExperimentReader.Read("name: sample\n" + lines, "x.yaml", Experiments.ActivationRegistry.Instance.Schemas).Diagnostics);

    [Fact]
    public void A_number_that_float32_takes_for_zero_is_told() => Assert.Equal(
        "x.yaml(5,44): warning SANS017: 'activations[0].relative_threshold.share' is used in float32, where 1.0e-60 is 0; write 0, or "
            + "a larger number",
        Assert.Single(Read("activations: [relative_threshold: { share: 1.0e-60 }]").Diagnostics).ToString());

    /// <summary>
    /// Values that the rule treats as equal are equal in the engine, to the bit. All others differ there.
    /// </summary>
    [Theory]
    [InlineData(0.01, 0.01000000001, 0.999, 0.999, 1e-8, 1e-8, true)]
    [InlineData(0.01, 0.01000001, 0.999, 0.999, 1e-8, 1e-8, false)]
    [InlineData(0.01, 0.01, 0.999, 0.9990000000001, 1e-8, 1e-8, true)]
    [InlineData(0.01, 0.01, 0.999998, 0.99999802, 1e-8, 1e-8, false)]
    [InlineData(0.01, 0.01, 0.999, 0.999, 1e-3, 1.00000000001e-3, true)]
    [InlineData(0.01, 0.01, 0.999, 0.999, 1e-3, 1.00001e-3, false)]
    public void The_rule_knows_the_precision_of_the_engine(
        double rate, double otherRate, double beta2, double otherBeta2, double epsilon, double otherEpsilon, bool isOne)
    {
        var experiment = (SanExperiment)Read(
            "activations: [extrema]\nwindow: { samples: 1200, length: 100 }\ntraining: { epochs: 3 }").Config!;
        Assert.Equal(isOne, Digest(rate, beta2, epsilon) == Digest(otherRate, otherBeta2, otherEpsilon));

        string Digest(double learningRate, double second, double least)
        {
            CompletedSink sink = new();
            SanExperiment one = experiment with
            {
                Training = experiment.Training with { Adam = new AdamConfig(learningRate, 0.9, second, least) },
            };
            new CpuEngine(ActivationRegistry.Instance, 1).Run(
                NetworkPlan.Of(one), ExperimentData.Load(one).Data, sink, CancellationToken.None);
            return Assert.Single(sink.Results).Digest;
        }
    }

    private static ReadResult Read(string lines, params string[] settings) => ExperimentReader.Read(
        $"name: sample\ndatasets: [synthetic_ecg]\nmodel: {{ kernel_size: 5 }}\nselect: {{}}\n{lines}",
        "x.yaml",
        Experiments.ActivationRegistry.Instance.Schemas,
        settings: settings);
}
