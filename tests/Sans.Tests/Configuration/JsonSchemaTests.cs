using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sans.Configuration.Files;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

/// <summary>The JSON Schema for editors, compared with the rules of the build.</summary>
public sealed class JsonSchemaTests
{
    // The rules that no schema can express. A schema sees the values of one file one at a time, without their written
    // form.
    private static readonly (string Text, string Reason)[] BeyondASchema =
    [
        (Good("name: config", "name: sample"), "names that generated code has"),
        (Good("model: { kernel_size: 1..2000 }", "model: { kernel_size: 1..9 }"), "settings that contradict"),
        (Good("model: { kernel_size: 9..1 }", "model: { kernel_size: 1..9 }"), "a range whose ends are in the wrong order"),
        (Good("activations: [identity, identity]", "activations: [identity]"), "the same activation twice"),
        (Good("datasets: [synthetic_ecg, synthetic_ecg]", "datasets: [synthetic_ecg]"), "two datasets with one label"),
        (Good("training: { epochs: 30.0 }", "seeds: 0"), "how a number is written"),
        (Good("training: { epochs: 0x10 }", "seeds: 0"), "how a number is written"),
        (Good("training: { epochs: \"30\" }", "seeds: 0"), "a number in quotes, a warning of ours"),
        (Good("name: true", "name: sample"), "a word that other readers take for a flag"),
        (Good("extends: nowhere.yaml", "seeds: 0"), "whether a file is there"),
        (Good("datasets: [recordings: { files: a.csv, band_pass_hz: 5 }]", "datasets: [synthetic_ecg]"), "how many values belong together"),
        (Good("datasets: [synthetic_ecg: { training: { penalty: l1 } }]", "datasets: [synthetic_ecg]"), "what the experiment completes"),
        (Good("model: &m { kernel_size: 1..9 }\nwindow: !!map { length: 100 }", "model: { kernel_size: 1..9 }"), "tags"),
    ];

    // Valid and invalid values, one at a time, beyond the pages of the diagnostics.
    private static readonly string[] More =
    [
        Good("training: { epochs: [1, 2], optimizer: { adam: { learning_rate: 1e-3..5e-3 step 1e-3 } } }", "seeds: 0"),
        Good("training: { epochs: 0..5 step 1, optimizer: adam }", "seeds: 0").Replace("0..5", "1..5", StringComparison.Ordinal),
        Good("training: { epochs: [] }", "seeds: 0"),
        Good("training: { epochs: [1, 1] }", "seeds: 0"),
        Good("training: { epochs: 1.5 }", "seeds: 0"),
        Good("training: { epochs: many }", "seeds: 0"),
        Good("training: { epochs: }", "seeds: 0"),
        Good("training: { loss: [mae] }", "seeds: 0"),
        Good("training: { loss: mse }", "seeds: 0"),
        Good("training: { loss: { huber: { delta: 0.5 } } }", "seeds: 0"),
        Good("training: { loss: [mae, huber: { delta: [0.5, 1] }, log_cosh] }", "seeds: 0"),
        Good("training: { loss: [mae, mae] }", "seeds: 0"),
        Good("training: { loss: mean }", "seeds: 0"),
        Good("training: { loss: { huber: { delta: 0 } } }", "seeds: 0"),
        Good("training: { loss: { mse: { delta: 1 } } }", "seeds: 0"),
        Good("training: { optimizer: { adam: { learning_rate: 0 } } }", "seeds: 0"),
        Good("training: { optimizer: { adam: { learning_rate: .inf } } }", "seeds: 0"),
        Good("training: { optimizer: { adam: { rate: 0.1 } } }", "seeds: 0"),
        Good("training: { optimizer: sgd }", "seeds: 0"),
        Good("training: { optimizer: { adam: } }", "seeds: 0"),
        Good("training: [1]", "seeds: 0"),
        Good("window: { length: [10, 20] }", "seeds: 0"),
        Good("select: { kernel_size: best }", "seeds: 0"),
        Good("select: { kernels: mean_phi, variant: none, share: mean_phi }", "seeds: 0"),
        Good("select: { nothing: mean_phi }", "seeds: 0"),
        Good("variants: { plain: {}, other: { model: { kernels: 2 }, activations: [relu] } }", "seeds: 0"),
        Good("variants: { plain: { seeds: 1 } }", "seeds: 0"),
        Good("variants: { plain: { model: { kernel: 2 } } }", "seeds: 0"),
        Good("variants: {}", "seeds: 0"),
        Good("variants: { Plain: {} }", "seeds: 0"),
        Good("variants: { plain: }", "seeds: 0"),
        Good("model: { kernel_count: 2, kernel_size: 3 }", "model: { kernel_size: 1..9 }").Replace(
            "kernel_count", "kernels", StringComparison.Ordinal),
        Good("model: { kernels: 2 }", "model: { kernel_size: 1..9 }"),
        Good("activations: [extrema: { border_tolerance: [1, 2] }]", "activations: [identity]"),
        Good("activations: [extrema: { border_tolerance: -1 }]", "activations: [identity]"),
        Good("activations: [extrema: { tolerance: 1 }]", "activations: [identity]"),
        Good("activations: [relative_threshold: { share: 0.1..0.9 step 0.2 }]", "activations: [identity]"),
        Good("activations: [relative_threshold: { share: 2 }]", "activations: [identity]"),
        Good("activations: [identity: { k: 1 }]", "activations: [identity]"),
        Good("activations: [{ identity: , relu: }]", "activations: [identity]"),
        Good("activations: []", "activations: [identity]"),
        Good("activations: identity", "activations: [identity]"),
        Good("datasets: [synthetic_ecg: { window: { length: 100 }, training: { epochs: 3 }, model: { kernel_size: 3 }, "
            + "normalize: none }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [synthetic_ecg: { window: { size: 100 } }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [synthetic_ecg: { label: A }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [synthetic_ecg: { heart_rate_bpm: 10 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [synthetic_motifs: { motif: [sine, cosine] }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [synthetic_motifs: { motif: sinus }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [physionet]", "datasets: [synthetic_ecg]"),
        Good("datasets: [physionet: { database: mitdb, record: 100 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [physionet: { database: mitdb, record: ../100 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [recordings: { files: a.csv, band_pass_hz: [0.5, 40], notch_hz: [50, 100], resample_hz: 128 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [recordings: { files: a.csv, notch_hz: 50, low_pass_hz: [20, 40], detrend: linear }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [recordings: { files: a.csv, detrend: cubic }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [physionet: { database: mitdb, low_pass_hz: 0 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [synthetic_ecg: { training: { penalty: { l1: { weight_relative: true } } } }]\ntraining: { penalty: { l1: { "
            + "weight: 1 } } }", "datasets: [synthetic_ecg]"),
        Good("training: { penalty: l1 }", "seeds: 0"),
        Good("training: { penalty: { l1: } }", "seeds: 0"),
        Good("training: { penalty: { l1: { weight_relative: true } } }", "seeds: 0"),
        Good("training: { penalty: { l1: { weight: [1, 2] } } }", "seeds: 0"),
        Good("variants: { a: { training: { penalty: { l1: { weight_relative: true } } } } }\ntraining: { penalty: { l1: { weight: 1 } } }",
            "seeds: 0"),
        Good("datasets: [recordings: { files: a.csv, channel: -1 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [recordings: { files: a.csv, channel: 1000000 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [recordings: { files: a.csv, channel: 1000001 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [physionet: { database: mitdb, record: 1.5 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [physionet: { database: mitdb, record: -1.5 }]", "datasets: [synthetic_ecg]"),
        Good("datasets: [physionet: { database: mitdb, record: true }]", "datasets: [synthetic_ecg]"),
        "extends: []\n" + Good("seeds: 1", "seeds: 0"),
        Good("window: { draw: many }", "seeds: 0"),
        Good("title: 2024", "seeds: 0"),
        Good("title: ''", "seeds: 0"),
        Good("title: \"two\\nlines\"", "seeds: 0"),
        Good("seeds: -1", "seeds: 0"),
        Good("seeds: 1.. 9", "seeds: 0"),
        Good("seeds: 1...9", "seeds: 0"),
        Good("colour: red", "seeds: 0"),
        Good("seeds: 0\nseeds: 1", "seeds: 0"),
        Good("extends: 3.5", "seeds: 0").Replace("3.5", "[[a]]", StringComparison.Ordinal),
        "name: sample\n",
        "[a]",
        "",
    ];

    private static readonly SourceFiles Bases = new([.. Directory.GetFiles(PathOf("experiments/base"), "*.yaml")
        .Select(f => new SourceFile("base/" + Path.GetFileName(f), File.ReadAllText(f)))]);

    [Fact]
    public void The_shipped_schema_is_current() => Assert.True(
        ExperimentJsonSchema.Write(Experiments.ActivationRegistry.Instance.Schemas) == File.ReadAllText(
            PathOf("experiments/schema/sans.schema.json")).ReplaceLineEndings("\n"),
        "experiments/schema/sans.schema.json is not what `sans schema` prints; write it anew: dotnet run -c Release --project "
            + "experiments -- schema > experiments/schema/sans.schema.json");

    [Fact]
    public void It_knows_the_activations_their_parameters_ranges_and_documentation()
    {
        using JsonDocument schema = JsonDocument.Parse(ExperimentJsonSchema.Write(Experiments.ActivationRegistry.Instance.Schemas));
        JsonElement definitions = schema.RootElement.GetProperty("definitions");
        JsonElement items = definitions.GetProperty("reconstruction").GetProperty("properties").GetProperty("activations").GetProperty("items");
        Assert.Equal("#/definitions/activation", items.GetProperty("$ref").GetString());
        JsonElement forms = definitions.GetProperty("activation").GetProperty("anyOf");
        JsonElement threshold = forms[1].GetProperty("properties").GetProperty("relative_threshold");
        JsonElement share = threshold.GetProperty("properties").GetProperty("share");
        Assert.StartsWith("Relative threshold: keeps", threshold.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal("Share of the largest magnitude that a value must reach.", share.GetProperty("description").GetString());
        Assert.Equal(0.5, share.GetProperty("default").GetDouble());
        Assert.Equal(1, share.GetProperty("anyOf")[0].GetProperty("maximum").GetDouble());
    }

    /// <summary>
    /// This needs the npm packages ajv and yaml in the folder that SANS_NODE_MODULES names (npm install ajv yaml).
    /// </summary>
    [SkippableFact]
    public void A_validator_of_JSON_Schema_agrees_with_the_rules()
    {
        string packages = Needs.NodePackages();
        string[] samples = [.. Pages(), .. Directory.GetFiles(PathOf("experiments"), "*.yaml").Select(File.ReadAllText), .. More];
        Assert.True(samples.Length > 70);
        bool[] accepted = Validate([.. samples, .. BeyondASchema.Select(b => b.Text)], packages);
        for (int i = 0; i < samples.Length; i++)
        {
            Assert.True(accepted[i] == IsRight(samples[i]), $"the schema {(accepted[i] ? "accepts" : "refuses")}:\n{samples[i]}");
        }

        // The list above holds only rules that a schema cannot express.
        for (int i = 0; i < BeyondASchema.Length; i++)
        {
            Assert.True(
                accepted[samples.Length + i] != IsRight(BeyondASchema[i].Text),
                $"the schema agrees after all ({BeyondASchema[i].Reason}):\n{BeyondASchema[i].Text}");
        }
    }

    private static bool IsRight(string yaml) =>
        ExperimentReader.Read(yaml, "sample.yaml", Experiments.ActivationRegistry.Instance.Schemas, Bases).Config is not null;

    /// <summary>
    /// The samples of the diagnostics' pages that are one file. Rules that no schema can express are left out.
    /// </summary>
    private static IEnumerable<string> Pages() => Directory.GetFiles(PathOf("docs/diagnostics"), "SANS0*.md")
        .Where(file => Path.GetFileNameWithoutExtension(file) is not ("SANS011" or "SANS012"))
        .SelectMany(file => Regex.Matches(
            File.ReadAllText(file).ReplaceLineEndings("\n"),
            "```yaml\n(.*?)```",
            RegexOptions.Singleline).Select((m, i) => (file, i, Text: m.Groups[1].Value)))
        .Where(s => s.i == 1 || Path.GetFileNameWithoutExtension(s.file) is not ("SANS013" or "SANS014" or "SANS017"))
        .Select(s => s.Text);

    private static bool[] Validate(string[] texts, string packages)
    {
        ProcessStartInfo start = new("node",
        [
            PathOf("tests/Sans.Tests/Configuration/schema-check.mjs"),
            PathOf("experiments/schema/sans.schema.json"),
            Path.GetFullPath(packages),
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process node = Process.Start(start)!;
        node.StandardInput.Write(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.Equal(0, node.ExitCode);
        return JsonSerializer.Deserialize<bool[]>(output)!;
    }

    /// <summary>A valid sample with one line replaced.</summary>
    private static string Good(string line, string replaced) => """
        name: sample
        datasets: [synthetic_ecg]
        model: { kernel_size: 1..9 }
        activations: [identity]
        seeds: 0
        """.Replace(replaced, line, StringComparison.Ordinal);

    private static string PathOf(string file, [CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", file));
}
