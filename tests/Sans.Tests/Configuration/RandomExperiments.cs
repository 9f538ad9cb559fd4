using System.Globalization;

namespace Sans.Tests.Configuration;

/// <summary>
/// Draws the texts of experiments of every kind. Chance decides which keys are given, swept or left to defaults. It is the same
/// on every machine.
/// </summary>
/// <param name="seed">Which text.</param>
internal sealed class RandomExperiments(int seed)
{
    private ulong _state = (ulong)seed * 0xD1342543DE82EF95;

    /// <summary>The text of one experiment. Some are contradictory, and a reader gets the reason.</summary>
    public static string Text(int seed) =>
        new RandomExperiments(seed).Experiment(string.Create(CultureInfo.InvariantCulture, $"random-{seed}"));

    /// <summary>The text of an experiment of a kind that applies networks.</summary>
    public static string Applied(int seed) =>
        new RandomExperiments(seed).Applied(string.Create(CultureInfo.InvariantCulture, $"applied-{seed}"));

    /// <summary>The text of an experiment of a kind whose networks grow.</summary>
    public static string Grown(int seed) =>
        new RandomExperiments(seed).Grown(string.Create(CultureInfo.InvariantCulture, $"grown-{seed}"));

    private string Experiment(string name) => Next(10) switch
    {
        < 5 => San(name, isClassification: false),
        5 => San(name, isClassification: true),
        6 or 7 => Sparsity(name),
        8 => Next(2) == 0 ? Approximation(name) : Experts(name),
        _ => Rate(name),
    };

    private string San(string name, bool isClassification)
    {
        string[] datasets = [.. Enumerable.Range(0, 1 + Next(2)).Select(i => Dataset(i, isClassification))];
        bool isMixed = Chance(15);
        return Lines(
            $"name: {name}",
            Chance(40) ? "title: \"Title: of " + name + "\"" : "",
            isClassification ? "kind: classification" : Chance(20) ? "kind: reconstruction" : "",
            Chance(40) ? "protocol: " + (isClassification ? Of("honest", "as_published") : Swept("honest", "as_published")) : "",
            $"datasets: [{string.Join(", ", datasets)}]",
            isClassification ? "" : Window(80),
            Split(80),
            Chance(30) ? "normalize: " + Swept("standardize", "none", "unit", "symmetric") : "",
            !isClassification && Chance(20) ? "on_invalid: " + Swept("error", "skip_window", "interpolate") : "",
            "model: " + Model(isMixed),
            $"activations: [{string.Join(", ", Enumerable.Range(0, 1 + Next(3)).Select(_ => Activation()))}]",
            Chance(85) ? "training: " + Training() : "",
            isClassification ? Classifier() : "",
            Chance(40) ? $"select: {{ kernel_size: {Of("mean_phi", "none")} }}" : "",
            Seeds());
    }

    private string Applied(string name)
    {
        (string kind, string dataset, string own) = Next(3) switch
        {
            0 => ("features", "uci_epilepsy", Maybe(60, "features", () => "{ log: " + Of("true", "false") + " }")),
            1 => ("clustering", Of("synthetic_events: { set: syn2 }", "synthetic_events"), "clusters: { "
                + Together(["count: " + Whole(2, 4), Maybe(40, "half_width", () => Whole(3, 9)), Maybe(30, "restarts", () => "2")]) + " }"),
            _ => ("forecast", Of("synthetic_ecg", "synthetic_motifs: { motif_length: 9 }"), "forecast: { "
                + Together(["horizon: " + Of("[20]", "[5, 20]"), "history: 800", Maybe(40, "step", () => "100")]) + " }"),
        };
        return Lines(
            $"name: {name}",
            "kind: " + kind,
            $"datasets: [{dataset}]",
            kind == "forecast" ? "window: { samples: 2400, length: 20 }\nsplit: { train: 95, validation: 2, test: 2 }" : "",
            "model: " + Model(isMixed: false),
            $"activations: [{Activation()}]",
            "training: { epochs: 1 }",
            own,
            Chance(40) ? $"select: {{ kernel_size: {Of("mean_phi", "none")} }}" : "",
            Seeds());
    }

    private string Grown(string name)
    {
        bool isGrowth = Next(2) == 0;
        return Lines(
            $"name: {name}",
            "kind: " + (isGrowth ? "growth" : "continual"),
            "datasets: [synthetic_motifs: { motif_length: 9 }, synthetic_ecg]",
            "window: { samples: 480, length: 40 }",
            "model: { kernel_size: " + Of("5", "[3, 5]", "5..9 step 2") + " }",
            "activations: [extrema: { border_tolerance: 1 }]",
            "training: { epochs: " + Of("1", "[1, 2]") + " }",
            isGrowth
                ? $"grow: {{ {Together([Maybe(50, "most", () => Of("2", "3")), Maybe(50, "freeze", () => Of("true", "false"))])} }}"
                : "growth: { " + Of(
                    "gate: example, trigger: { ratio: 1.1, patience: 1 }",
                    "gate: none",
                    "gate: none, freeze: false",
                    "gate: none, freeze: false, create: false",
                    "initialization: residual") + " }",
            Seeds());
    }

    private string Dataset(int place, bool isPublished)
    {
        string label = string.Create(CultureInfo.InvariantCulture, $"label: d{place}");
        int which = isPublished ? 4 + Next(3) : Next(20);
        (string name, string[] own) = which switch
        {
            4 => ("mnist", (string[])[]),
            5 => ("fashion_mnist", []),
            6 => ("uci_epilepsy", [Maybe(50, "classes", () => "{ yes: 1, no: [2, 3, 4, 5] }")]),
            7 => ("physionet",
            [
                "database: " + Of("mitdb", "apnea-ecg"),
                Maybe(30, "record", () => "\"100\""),
                Maybe(30, "signal", () => Whole(0, 1)),
                Maybe(30, "frames", () => Swept("mean", "expand")),
            ]),
            8 => ("files", ["folder: study", Maybe(50, "column", () => Whole(0, 2))]),
            < 4 or (> 8 and < 14) => ("synthetic_ecg",
            [
                Maybe(30, "noise_level", () => Number("0.01", "0.1", "1e-3")),
                Maybe(20, "seed", () => Whole(0, 3)),
                Maybe(20, "heart_rate_bpm", () => Number("60", "75.5")),
            ]),
            _ => ("synthetic_motifs",
            [
                Maybe(40, "motif", () => Swept("sine", "triangle", "random")),
                "motif_length: 9",
                Maybe(30, "noise", () => Swept("none", "normal", "uniform")),
                Maybe(30, "noise_level", () => Number("0.05", "0.2")),
            ]),
        };
        string[] differences =
        [
            isPublished ? "" : Window(10),
            Split(10),
            Chance(10) ? "normalize: " + Swept("none", "unit") : "",
            Chance(15)
                ? $"model: {{ {Of("kernel_size: " + Whole(2, 6), "kernels: " + Whole(1, 3), "kernel_sizes: [2, 3]", "decoder: transposed")} }}"
                : "",
            Chance(15)
                ? $"training: {{ {Of("epochs: " + Whole(1, 2), "loss: mse", "optimizer: { adam: { learning_rate: 0.02 } }")} }}"
                : "",
        ];
        return $"{name}: {{ {Together([label, .. own, .. differences])} }}";
    }

    private string Window(int percent) => Chance(percent)
        ? $"window: {{ samples: {Of("300", "400", "[300, 400]")}, length: {Of("20", "25", "[20, 25]", "20..30 step 5")} }}"
        : "";

    private string Split(int percent) => Chance(percent)
        ? $"split: {{ {Together(["train: " + Of("3", "4", "[2, 4]"), Maybe(70, "validation", () => Of("1", "2")), Maybe(70, "test", () => Of("1", "2"))])} }}"
        : "";

    private string Model(bool isMixed) => "{ " + Together(
    [
        isMixed ? "kernel_sizes: " + Of("[2, 3]", "[4, 4]", "[3, 5, 2]") : "kernel_size: " + Of("3", "5", "3..5", "2..6 step 2", "[5, 3]"),
        isMixed ? "" : Maybe(30, "kernels", () => Whole(1, 3)),
        Maybe(20, "initialization", () => Swept("normal", "constant")),
        Maybe(20, "decoder", () => Swept("correlation", "transposed")),
        Maybe(10, "kernel_areas", () => Of("true", "false")),
    ]) + " }";

    private string Activation() => Next(5) switch
    {
        0 => "identity",
        1 => "relu",
        2 => $"top_k_absolutes: {{ {Maybe(70, "k", () => Whole(1, 4))} }}",
        3 => $"extrema_pool_indices: {{ {Maybe(50, "pool_size", () => Whole(2, 5))} }}",
        _ => $"extrema: {{ {Together([Maybe(40, "minimum_extrema_distance", () => Whole(2, 5)), Maybe(60, "border_tolerance", () => Of("0", "1", "0..2", "[2, 1]"))])} }}",
    };

    private string Training() => "{ " + Together(
    [
        "epochs: " + Of("1", "2", "[1, 2]"),
        Maybe(30, "batch_size", () => Of("1", "2", "[1, 2]")),
        Maybe(40, "loss", () => Of(
            "mae",
            "[mae, mse]",
            "huber",
            "{ huber: { delta: [0.5, 2] } }",
            "[log_cosh, huber: { delta: 0.5..1.5 step 0.5 }]",
            "[huber: { delta: 0.5 }, huber: { delta: 2 }]")),
        Maybe(40, "optimizer", Adam),
        Maybe(15, "penalty", () => Of(
            "{ l1: { weight: [0, 0.01] } }",
            "{ student_t: { weight: 0.1, weight_relative: true } }",
            "{ mean_square: { weight: 0.1, target: 0.2, transform: square, mean_over: batch } }")),
    ]) + " }";

    private string Adam() => Chance(20) ? "adam" : "{ adam: { " + Together(
    [
        Maybe(60, "learning_rate", () => Number("0.01", "0.1", "1e-3")),
        Maybe(20, "beta1", () => Number("0.8", "0.95")),
        Maybe(20, "beta2", () => Number("0.99", "0.9")),
        Maybe(20, "epsilon", () => Number("1e-8", "1e-6")),
    ]) + " } }";

    private string Classifier() =>
        $"classifier: {{ {Together(["layers: [flatten, linear: { units: " + Of("2", "10") + " }]", Maybe(50, "epochs", () => Of("1", "3")), Maybe(50, "batch_size", () => "32"), Maybe(40, "optimizer", () => "{ adam: { learning_rate: 0.02 } }")])} }}";

    private string Sparsity(string name) => Lines(
        $"name: {name}",
        "kind: sparsity_penalty",
        $"datasets: [{Of(
            $"topic_bag_of_words: {{ label: topics, features: {Of("40", "[40, 60]")}, topics: 4, train: 60, test: 20 }}",
            $"bag_of_words: {{ file: words.txt, {Together([Maybe(50, "values", () => Swept("binary", "log_counts")), Maybe(50, "test_share", () => "0.3")])} }}",
            "binary_images: { folder: mnist, train: [50, 60] }")}]",
        Chance(80)
            ? $"model: {{ {Together(["hidden: " + Of("6", "[4, 6]"), Maybe(50, "tied", () => Of("true", "false")), Maybe(20, "output", () => "identity")])} }}"
            : "",
        $"methods: [{string.Join(", ", Enumerable.Range(0, 1 + Next(3)).Select(_ => Of(
            $"relu: {{ dropout: {Of("0", "[0, 0.2]")} }}",
            $"relu: {{ penalty: {Of("l1", "mean_square")}, weight: {Of("0.3", "[0.3, 3]")} }}",
            $"top_k: {{ k: {Whole(1, 3)} }}",
            "batch_top_k: { k: 2 }",
            "trec: { theta: 1, initial_deviation: 0.05 }",
            "sigmoid: { penalty: kl_mean, target: 0.05, weight: 1 }")))}]",
        $"training: {{ {Together(["epochs: " + Of("1", "[1, 2]"), Maybe(50, "batch_size", () => Of("20", "[10, 30]")), Maybe(40, "optimizer", Adam)])} }}",
        Chance(30) ? "measures: { near_zero: 0.01, recent_samples: 100 }" : "",
        Seeds());

    private string Approximation(string name) => Lines(
        $"name: {name}",
        "kind: routed_approximation",
        Target(),
        "points: { train: 200, validation: 50, test: 50 }",
        Chance(40) ? $"bottom: {{ random_affine: {{ "
            + $"{Together([Maybe(50, "nonlinearity", () => Swept("relu", "identity")), Maybe(50, "weight_scale", () => Number("1", "0.5"))])} }} }}" : "",
        $"models: [{string.Join(", ", Enumerable.Range(0, 1 + Next(3)).Select(i => Model(i)))}]",
        "active: " + Of("4", "[4, 8]"),
        Chance(40) ? $"fit: {{ ridge: {{ lambda: {Number("1e-6", "0.01")} }} }}" : "",
        Seeds());

    private string Model(int place)
    {
        string label = string.Create(CultureInfo.InvariantCulture, $"label: m{place}");
        return Of(
            $"dense: {{ {label} }}",
            $"top_k: {{ {Together([label, Maybe(50, "width_factor", () => Whole(2, 4)), Maybe(40, "by", () => Swept("value", "magnitude"))])} }}",
            $"hash_uniform: {{ {label}, active: [2, 4] }}",
            $"lsh_sign: {{ {label}, hyperplanes: {Whole(2, 4)}, fit: {{ backfitting: {{ cycles: 2 }} }} }}");
    }

    private string Experts(string name) => Lines(
        $"name: {name}",
        "kind: routed_experts",
        Target(),
        "points: { train: 200, validation: 50, test: 50 }",
        "experts: " + Of("[1, 4]", "4"),
        "units_per_expert: " + Of("4", "[4, 8]"),
        $"routers: [{Of("hash_uniform", $"lsh_sign: {{ offset: {Number("0.8", "0")} }}", "switch: { alpha: [0.01, 0.1] }")}]",
        $"fit: {{ adam: {{ epochs: 2, learning_rate: {Number("0.01", "0.02")} }} }}",
        Seeds());

    private string Target() => Lines(
        "target: " + Of(
            $"{{ polynomial: {{ dimension: {Whole(3, 5)}, degree: 2 }} }}",
            "{ hypercube: { dimension: 3 } }",
            $"{{ distance_to_anchors: {{ dimension: 4, anchors: {Whole(2, 4)} }} }}",
            "{ table: { file: rows.csv, target_column: 0 } }"),
        Chance(30)
            ? "domain: " + Of("sphere", $"{{ cube: {{ low: {Number("-1", "-2")} }} }}", "{ subspace: { k: [1, 2] } }")
            : "").TrimEnd();

    private string Rate(string name) => Lines(
        $"name: {name}",
        "kind: routed_rate",
        "ambient: " + Of("6", "[6, 8]"),
        $"subspaces: [{{ dimension: 1, directions: {Whole(2, 3)} }}{(Chance(40) ? ", { dimension: 2, directions: 4 }" : "")}]",
        Chance(50) ? "widths: { from: 1.5, factor: 0.8 }" : "",
        Chance(50) ? "anchors: " + Whole(2, 4) : "",
        "points: { train: 2000, test: 100 }",
        Chance(50) ? "fit_points: { min_buckets: 4, min_samples_per_bucket: 20 }" : "",
        Seeds());

    private string Seeds() => Chance(50) ? "seeds: " + Of("1", "[2, 0]", "0..2") : "";

    /// <summary>A whole number, or a list or range of them.</summary>
    private string Whole(int least, int most)
    {
        string one = (least + Next(most - least + 1)).ToString(CultureInfo.InvariantCulture);
        return Chance(70) ? one : string.Create(CultureInfo.InvariantCulture, $"{least}..{most}");
    }

    /// <summary>One of the numbers, or all of them.</summary>
    private string Number(params string[] numbers) => Swept(numbers);

    /// <summary>One of the words, or the first few of them.</summary>
    private string Swept(params string[] words) =>
        Chance(70) ? Of(words) : $"[{string.Join(", ", words.Take(2 + Next(words.Length - 1)))}]";

    private string Maybe(int percent, string key, Func<string> value) => Chance(percent) ? $"{key}: {value()}" : "";

    private static string Together(IEnumerable<string> entries) => string.Join(", ", entries.Where(e => e.Length > 0));

    private static string Lines(params string[] lines) => string.Concat(lines.Where(l => l.Length > 0).Select(l => l + "\n"));

    private string Of(params string[] choices) => choices[Next(choices.Length)];

    private bool Chance(int percent) => Next(100) < percent;

    /// <summary>SplitMix64, so that texts depend on no library.</summary>
    private int Next(int count)
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)count);
    }
}
