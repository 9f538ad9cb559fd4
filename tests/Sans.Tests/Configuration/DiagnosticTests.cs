using FsCheck;
using FsCheck.Fluent;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

public sealed class DiagnosticTests
{
    private const string Valid = """
        name: sample
        datasets: [synthetic_motifs]
        model: { kernel_size: 5 }
        activations: [identity]
        """;

    [Theory]
    [InlineData(
        "model: { kernel_size: 5 }",
        "model: { kernal_size: 5 }",
        "(3,10): error SANS003: 'kernal_size' is not a key of 'model'; did you mean 'kernel_size'?")]
    [InlineData(
        "model: { kernel_size: 5 }",
        "model: { kernel_size: 5, colour: red }",
        "(3,26): error SANS003: 'colour' is not a key of 'model'; its keys are 'kernels', 'kernel_size'")]
    [InlineData("name: sample", "nmae: sample", "(1,1): error SANS003: 'nmae' is not a key of an experiment; did you mean 'name'?")]
    [InlineData("model: { kernel_size: 5 }", "model: {}", "(3,8): error SANS004: 'model' needs the key 'kernel_size': a whole number "
        + "from 1 to 100000, a list of them, or a range like 1..9 or 1..9 step 2")]
    [InlineData("model: { kernel_size: 5 }", "model: 5", "(3,8): error SANS005: 'model' is a mapping with the keys 'kernels', "
        + "'kernel_size', 'kernel_sizes', 'nested', 'scales', 'initialization', 'decoder', 'kernel_areas'; found '5'")]
    [InlineData("kernel_size: 5", "kernel_size: five", "(3,23): error SANS005: 'model.kernel_size' is a whole number from 1 to 100000, "
        + "a list of them, or a range like 1..9 or 1..9 step 2; found 'five'")]
    [InlineData(
        "kernel_size: 5", "kernel_size: 0", "(3,23): error SANS006: 'model.kernel_size' is a whole number from 1 to 100000; found '0'")]
    [InlineData("kernel_size: 5", "kernel_size: 1..200000", "(3,23): error SANS006: 'model.kernel_size' is a whole number from 1 to "
        + "100000, a list of them, or a range like 1..9 or 1..9 step 2; the range '1..200000' goes beyond")]
    [InlineData(
        "kernel_size: 5",
        "kernel_size: 9..5",
        "(3,23): error SANS013: 'model.kernel_size': the range '9..5' is empty: 9 is greater than 5")]
    [InlineData(
        "kernel_size: 5",
        "kernel_size: 1..9 step 0",
        "(3,23): error SANS013: 'model.kernel_size': the step of '1..9 step 0' must be at least 1")]
    [InlineData(
        "kernel_size: 5",
        "kernel_size: 1...9",
        "(3,23): error SANS013: 'model.kernel_size': '1...9' is not a range; write it like 1..9 or 1..9 step 2")]
    [InlineData(
        "kernel_size: 5",
        "kernel_size: 1..2000000000",
        "(3,23): error SANS013: 'model.kernel_size': the range '1..2000000000' has more than 1000000 values")]
    [InlineData(
        "kernel_size: 5", "kernel_size: []", "(3,23): error SANS013: 'model.kernel_size' is an empty list; give at least one value")]
    [InlineData(
        "kernel_size: 5", "kernel_size: [3, 5, 3]", "(3,30): error SANS013: 'model.kernel_size' lists 3 twice; remove one of the two")]
    [InlineData(
        "kernel_size: 5", "kernel_size: 2000", "(3,23): error SANS014: 'model.kernel_size' reaches 2000, but a window has 1000 samples")]
    [InlineData(
        "[identity]",
        "[top_k_absolutes: { k: 1001 }]",
        "(4,37): error SANS014: 'activations[0].top_k_absolutes.k' is 1001, but a window has 1000 samples")]
    [InlineData(
        "[identity]",
        "[extrema_pool_indices: { pool_size: [5, 2000] }]",
        "(4,50): error SANS014: 'activations[0].extrema_pool_indices.pool_size' is 2000, but a window has 1000 samples")]
    [InlineData(
        "kernel_size: 5 }",
        "kernel_size: 5, scales: [1, 0.7] }",
        "(3,34): error SANS014: 'model.scales': the scale 0.7 stands behind 1; scales ascend, each once")]
    [InlineData(
        "kernel_size: 5 }",
        "kernel_size: 5, scales: [1, 11] }",
        "(3,38): error SANS006: 'model.scales[1]' is a number from 0.1 to 10; found '11'")]
    [InlineData(
        "kernel_size: 5 }",
        "kernel_size: 800, scales: [1, 1.4] }",
        "(3,36): error SANS014: the longest copy of a kernel of 800 samples has 1120, but a window has 1000 samples")]
    [InlineData(
        "kernel_size: 5 }",
        "kernel_size: 5, scales: [1, 2] }",
        "(4,15): error SANS014: 'model.scales' needs the activation 'extrema'; found 'identity'")]
    [InlineData(
        "kernel_size: 5 }\nactivations: [identity]",
        "kernels: 2, kernel_size: 5, nested: [1, 2], scales: [1, 2] }\nactivations: [extrema]",
        "(3,46): error SANS014: 'model.nested' does not work with 'model.scales'")]
    [InlineData(
        "kernel_size: 5 }\nactivations: [identity]",
        "kernel_size: 5, scales: [1, 2] }\nactivations: [extrema]\ntraining: { penalty: { l1: { weight: 0.5 } } }",
        "(5,22): error SANS014: 'training.penalty' does not work with 'model.scales'")]
    [InlineData(
        "kernel_size: 5 }\nactivations: [identity]",
        "kernel_size: 5, scales: [1, 2] }\nactivations: [extrema]\nmeasures: [event_f1]",
        "(5,11): error SANS014: the measure 'event_f1' does not work with 'model.scales'")]
    [InlineData(
        "[identity]",
        "[top_k_sample: { border_tolerance: 3 }]",
        "(4,49): error SANS014: 'border_tolerance' of 'top_k_sample' is the tolerance of extrema, but every position is a candidate; "
            + "write 'candidates: extrema' or leave it out")]
    [InlineData(
        "[identity]",
        "[identity, jump_relu]\ntraining: { loss: [mae, mse] }",
        "(5,19): error SANS014: the thresholds of 'jump_relu' learn from φ, whose loss is mae; write 'loss: mae'")]
    [InlineData(
        "[identity]",
        "[jump_relu]\ntraining: { penalty: { l1: { weight: 0.5 } } }",
        "(5,22): error SANS014: the thresholds of 'jump_relu' learn from φ, which has no penalty; leave 'penalty' out")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_ecg: { window: { length: 4 } }]",
        "(2,47): error SANS014: 'model.kernel_size' reaches 5, but a window has 4 samples (dataset 'synthetic_ecg')")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_ecg: { model: { kernel_size: 2000 } }]",
        "(2,51): error SANS014: 'model.kernel_size' reaches 2000, but a window has 1000 samples (dataset 'synthetic_ecg')")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_ecg: { split: { train: 90 } }]",
        "(2,36): error SANS014: 'split' asks for 96 windows of 1000 samples, but 'window.samples' is 12000 (dataset 'synthetic_ecg')")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_ecg: { window: { size: 4 } }]",
        "(2,39): error SANS003: 'size' is not a key of 'datasets[0].synthetic_ecg.window'; its keys are 'samples', 'length'")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_ecg: { label: [a, b] }]",
        "(2,36): error SANS013: 'datasets[0].synthetic_ecg.label' cannot be swept: it takes one value")]
    [InlineData("[identity]", "[identty]", "(4,15): error SANS008: there is no activation 'identty'; did you mean 'identity'?")]
    [InlineData("[identity]", "[]", "(4,14): error SANS006: 'activations' is an empty list; it needs at least one item")]
    [InlineData(
        "[identity]",
        "[identity, relu, identity]",
        "(4,31): error SANS014: the activation 'identity' is listed twice with equal parameters; remove one of the two")]
    [InlineData("[identity]", "[extrema: { tolerance: 3 }]", "(4,26): error SANS009: 'tolerance' is not a parameter of "
        + "'activations[0].extrema'; its parameters are 'border_tolerance', 'minimum_extrema_distance'")]
    [InlineData(
        "[identity]", "[identity: { k: 3 }]", "(4,27): error SANS009: 'k' is not a parameter of 'activations[0].identity'; it has none")]
    [InlineData(
        "[identity]",
        "[extrema: { border_tolerance: -1 }]",
        "(4,44): error SANS006: 'activations[0].extrema.border_tolerance' is a whole number from 0 to 1000000; found '-1'")]
    [InlineData("[synthetic_motifs]", "[physionetz]", "(2,12): error SANS007: there is no dataset 'physionetz'; did you mean 'physionet'?")]
    [InlineData("[synthetic_motifs]", "[nothing_like_it]", "(2,12): error SANS007: there is no dataset 'nothing_like_it'; there are "
        + "'synthetic_motifs', 'synthetic_ecg', 'synthetic_events', 'physionet', 'recordings', 'files'")]
    [InlineData("[synthetic_motifs]", "[physionet: { record: 100 }]", "(2,23): error SANS004: 'datasets[0].physionet' needs the key "
        + "'database': a name of lower-case letters, digits, '-' and '_' that begins with a letter")]
    [InlineData("[synthetic_motifs]", "[physionet: { database: mitdb, record: ../100 }]", "(2,50): error SANS005: "
        + "'datasets[0].physionet.record' is the name of a record, such as 100 or p00/3000003: letters, digits, '-', '_' and '.', with "
            + "'/' between folders; found '../100'")]
    [InlineData(
        "[synthetic_motifs]",
        "[physionet: { database: mitbd }]",
        "(2,35): error SANS014: the first record of the database 'mitbd' is not known here; did you mean 'mitdb'? Else give its 'record'")]
    [InlineData(
        "[synthetic_motifs]",
        "[physionet: { database: other }]",
        "(2,35): error SANS014: the first record of the database 'other' is not known here; give its 'record'")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_motifs, synthetic_motifs]",
        "(2,30): error SANS014: two datasets have the label 'synthetic_motifs'; give one of them another 'label'")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_motifs: { motif_length: 20000 }]",
        "error SANS006: 'datasets[0].synthetic_motifs.motif_length' is a whole number from 1 to 10000; found '20000'")]
    [InlineData(
        "name: sample",
        "name: My Sample",
        "(1,7): error SANS010: 'name' is a name of lower-case letters, digits, '-' and '_' that begins with a letter; found 'My Sample'")]
    [InlineData(
        "name: sample",
        "name: sample\nprotocol: onest",
        "(2,11): error SANS007: 'protocol' cannot be 'onest'; it can be 'honest' or 'as_published'")]
    [InlineData(
        "name: sample",
        "name: sample\nname: sample",
        "(2,1): error SANS002: the key 'name' appears here a second time; remove one of the two")]
    [InlineData(
        "name: sample",
        "name: sample\ntraining: { optimizer: { adam: { learning_rate: -.inf } } }",
        "(2,49): error SANS006: 'training.optimizer.adam.learning_rate' is a number from 1.0e-37 to 1.0e+38; found '-.inf'")]
    [InlineData(
        "name: sample",
        "name: sample\nsplit: { train: 90 }",
        "(2,8): error SANS014: 'split' asks for 96 windows of 1000 samples, but 'window.samples' is 12000")]
    [InlineData(
        "name: sample",
        "name: sample\nwindow: { length: 1 }",
        "(2,19): error SANS014: 'normalize: standardize' needs windows of at least 2 samples; one sample has no standard deviation")]
    [InlineData(
        "name: sample", "name: sample\nseeds: 5..3", "(2,8): error SANS013: 'seeds': the range '5..3' is empty: 5 is greater than 3")]
    [InlineData("name: sample", "name: sample\n<<: { a: 1 }", "(2,1): error SANS003: merge keys ('<<') are not read; put shared keys "
        + "into a file of base/ and write 'extends: base/NAME.yaml', or repeat a single value with an alias")]
    [InlineData(
        "name: sample",
        "name: sample\ntitle: !!str x",
        "(2,8): error SANS001: the tag 'tag:yaml.org,2002:str' has no meaning here; the schema decides the type of a value")]
    [InlineData(
        "name: sample",
        "name: sample\n---\nname: other",
        "(2,1): error SANS001: a second document starts here; a file holds one experiment")]
    [InlineData("name: sample", "name: [sample\nx: 1", "error SANS001: this is not YAML")]
    [InlineData("kernel_size: 5", "kernel_size: -2000000000..2000000000 step 1000000", "(3,23): error SANS006: 'model.kernel_size' is")]
    [InlineData(
        "kernel_size: 5",
        "kernel_size: 1..1000 }\nseeds: 0..999999\nwindow: { length: 1000",
        "(4,8): error SANS013: the experiment has more than 1000000 trials")]
    [InlineData("[identity]", "[identity: 3]", "(4,25): error SANS005: 'activations[0].identity' is a name without parameters; found '3'")]
    [InlineData("[identity]", "\n  - extrema:\n    border_tolerance: 3", "(5,5): error SANS005: 'activations[0]' is the name of an "
        + "activation, alone or as the only key of a mapping that holds its parameters; found a mapping with several keys; indent the "
            + "parameters of 'extrema' deeper than it")]
    [InlineData(
        "name: sample",
        "name: config",
        "(1,7): error SANS010: the experiment name 'config' makes the class 'Config', which the project already has; choose another name")]
    [InlineData("name: sample", "name: activations", "(1,7): error SANS010: the experiment name 'activations' makes the class "
        + "'Activations', which the project already has; choose another name")]
    [InlineData(
        "name: sample",
        "name: sample\ntitle: \"two\\nlines\"",
        "(2,8): error SANS005: 'title' is a text in one line; found a text with a line break or another control character")]
    [InlineData(
        "model: { kernel_size: 5 }",
        "model:\n\tkernel_size: 5",
        "(4,1): error SANS001: there is a tab in the indentation; indent YAML with spaces")]
    [InlineData(
        "activations: [identity]",
        "activations:\n  - identity\n \t- relu",
        "(6,2): error SANS001: there is a tab in the indentation; indent YAML with spaces")]
    [InlineData(
        "name: sample",
        "name: caf\uFFFD",
        "(1,10): error SANS001: this character is not UTF-8, or it is U+FFFD, which replaces such a character; save the file as UTF-8")]
    [InlineData(
        "name: sample",
        "name: sample\ntitle: \"\\uD800\\u2029\"",
        "(2,21): error SANS001: this is not YAML: before this place an escape such as \\uD800 is half of a character")]
    [InlineData("name: sample", "name: sample\ntitle: Table 1: all", "(2,15): error SANS001: this is not YAML: there is a ': ' inside "
        + "a text; put the text in double quotes, or align this line with its neighbours")]
    [InlineData("name: sample", "name sample", "(2,9): error SANS001: this is not YAML: the line before this one has no colon; write "
        + "'key: value'")]
    [InlineData(
        "model: { kernel_size: 5 }",
        "model { kernel_size: 5 }",
        "(3,1): error SANS003: 'model { kernel_size' is not a key of an experiment; put a colon and a space behind 'model'")]
    [InlineData("datasets: [", "datasets [", "(2,1): error SANS001: this is not YAML: this line has no colon; write 'key: value'")]
    [InlineData(
        "model: { kernel_size: 5 }",
        "model: { kernel_size:5 }",
        "(3,10): error SANS003: 'kernel_size:5' is not a key of 'model'; put a space behind the colon of 'kernel_size'")]
    [InlineData(
        "model: { kernel_size: 5 }", "model:\n  kernel_size 5", "found 'kernel_size 5'; put a colon and a space behind 'kernel_size'")]
    [InlineData(
        "model: { kernel_size: 5 }", "model:\n  kernel_size:5", "found 'kernel_size:5'; put a space behind the colon of 'kernel_size'")]
    [InlineData(
        "name: sample",
        "name: sample\ntitle: \"a \"b\" c\"",
        "(2,12): error SANS001: this is not YAML: a text goes on behind its closing quote; put single quotes around it")]
    [InlineData(
        "name: sample", "name: sample\ntitle: @home", "(2,8): error SANS001: this is not YAML: a text cannot begin with '@'; put it in "
        + "double quotes")]
    [InlineData("name: sample", "name: sample\ntitle: \"open", "(2,8): error SANS001: this is not YAML: the quote that opens here is "
        + "not closed in its line")]
    [InlineData("[identity]", "[identity]]", "(4,24): error SANS001: this is not YAML: the ']' closes no bracket")]
    [InlineData("[identity]", "[identity", "error SANS001: this is not YAML: a ',' or ']' is missing before this place")]
    [InlineData(
        "model: { kernel_size: 5 }",
        "model:\n  kernel_size: 5\n kernels: 2",
        "(5,2): error SANS001: this is not YAML: the indentation of this line fits none of the lines before")]
    [InlineData(
        "[synthetic_motifs]",
        "[synthetic_motifs: { noise_level: 0,05 }]",
        "(2,47): error SANS003: '05' is not a key of 'datasets[0].synthetic_motifs'; a comma ends a value here, so write decimals with a "
            + "point, and several values in [ ]")]
    [InlineData("[synthetic_motifs]", "[synthetic_motifs: { noise_level: [0,05] }]", "found '05'; write 5, or 0.05 with a point")]
    [InlineData("name: sample", "name: sample\nepochs: 5", "'epochs' is not a key of an experiment; did you mean 'training.epochs'?")]
    [InlineData(
        "name: sample",
        "name: sample\nlearning_rate: 5",
        "'learning_rate' is not a key of an experiment; did you mean 'training.optimizer.adam.learning_rate'?")]
    [InlineData("kernel_size: 5", "kernel_size: 5, epochs: 5", "'epochs' is not a key of 'model'; did you mean 'training.epochs'?")]
    [InlineData("name: sample", "name: sample\ngrow: { most: 3 }", "'grow' is not a key of an experiment; it is a key of 'kind: growth'")]
    [InlineData("name: sample", "name: sample\ntraining: { optimizer: sgd }", "there is no optimizer 'sgd'; there is only 'adam'")]
    [InlineData(
        "name: sample",
        "name: sample\nkind: features",
        "'kind: features' needs examples with classes; the dataset 'synthetic_motifs' is a signal without any. 'mnist', "
            + "'fashion_mnist', 'uci_epilepsy' have classes")]
    [InlineData(
        "[identity]",
        "[phi_pursuit: { stop: count }]",
        "(4,36): error SANS014: 'stop: count' of 'phi_pursuit' needs 'limit'; give it as a count, a normalized loss or a threshold")]
    [InlineData(
        "[identity]",
        "[phi_pursuit: { limit: 3 }]",
        "(4,37): error SANS014: 'limit' of 'phi_pursuit' does nothing with 'stop: phi'; write 'stop: count', 'residual' or "
            + "'threshold', or leave it out")]
    [InlineData(
        "name: sample",
        "name: sample\nmeasures: [snr, atom_recovery]",
        "(2,11): error SANS014: the measure 'atom_recovery' needs known atoms; only the dataset 'synthetic_events' has them")]
    [InlineData("[identity]", "identity", "(4,14): error SANS005: 'activations' is a list; found 'identity'; write [identity]")]
    [InlineData("[identity]", "\n  -identity", "(5,3): error SANS005: 'activations' is a list; found '-identity'; put a space behind '-'")]
    [InlineData("name: sample", "name: *nowhere", "(1,7): error SANS001: '*nowhere' has no anchor '&nowhere' before it")]
    [InlineData(
        "name: sample",
        "name: sample\ntitle: \"C:\\data\"",
        "(2,8): error SANS001: this is not YAML: a '\\' in double quotes begins an escape such as \\n or \\u00E9, and one in this text is "
            + "none; write '\\\\' for the character itself, or put the text in single quotes")]
    [InlineData("name: sample", "name: sample\ntitle: \"\\xZZ\"", "(2,8): error SANS001: this is not YAML: a '\\' in double quotes")]
    [InlineData(
        "name: sample",
        "name: sample\ntitle: \"\\uD800 \"",
        "(2,8): error SANS001: this is not YAML: an escape such as \\uD800 in this text is half of a character")]
    [InlineData(
        "name: sample",
        "name: sample\ntitle: \"a\" b",
        "(2,12): error SANS001: this is not YAML: a text goes on behind its closing quote; put single quotes around it")]
    [InlineData(
        "activations: [identity]",
        "activations: [identity]\nseeds:3",
        "(5,1): error SANS001: this is not YAML: the colon of this line has no space behind it")]
    [InlineData(
        "name: sample",
        "name: sample\n\0\nseeds: 3",
        "(2,1): error SANS001: this character is U+0000, which no text has; remove it, and save the file as UTF-8")]
    [InlineData(
        "name: sample",
        "name: sample\n\"a\\e[2J\": 1\n\"a\\e[2J\": 1",
        "(3,1): error SANS002: the key 'a<U+001B>[2J' appears here a second time; remove one of the two")]
    [InlineData(
        "name: sample",
        "name: sample\nvariants: { \"a\\e[2J\": {} }",
        "(2,13): error SANS005: 'variants.a<U+001B>[2J' is a name of lower-case letters")]
    [InlineData("name: sample", "name: sample\nvariants: {}", "'activations', 'training'; found an empty mapping")]
    [InlineData(
        "name: sample",
        "name: sample\nkind: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\U0001F600\U0001F600",
        "(2,7): error SANS007: 'kind' cannot be 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'; it can be 'reconstruction'")]
    [InlineData(
        "name: sample",
        "name: sample\nseeds: 1..9999999999999999999999999999999999999999",
        "(2,8): error SANS013: 'seeds': '1..9999999999999999999999999999999999999...' is not a range")]
    [InlineData(
        "name: sample",
        "extends: []\nname: sample",
        "(1,10): error SANS005: 'extends' is the path of a YAML file, or a list of them; found an empty list")]
    [InlineData(
        "kernel_size: 5",
        "kernel_count: 2, kernels: 2, kernel_size: 5",
        "(3,10): error SANS003: 'kernel_count' of 'model' is now called 'kernels', which is given too; remove one of the two")]
    [InlineData("[synthetic_motifs]", "[synthetic_motifs: { training: { penalty: l1 } }]", "(2,53): error SANS004: "
        + "'datasets[0].synthetic_motifs.training.penalty.l1' needs the key 'weight': a number from 0 to 1000000")]
    [InlineData("[synthetic_motifs]", "[synthetic_motifs: { training: { dropout: {} } }]", "(2,53): error SANS004: "
        + "'datasets[0].synthetic_motifs.training.dropout' needs the key 'rate': a number from 0 to 0.999999")]
    [InlineData("name: sample", "name: !<> sample", "error SANS001: this is not YAML: a tag, which begins with '!', has no valid name")]
    public void A_mistake_is_named_at_its_place(string right, string wrong, string expected)
    {
        ReadResult result = Read(Valid.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(result.Config);
        Assert.Contains(result.Diagnostics, d => d.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void The_sample_itself_is_valid() => Assert.Empty(Read(Valid).Diagnostics);

    [Fact]
    public void All_mistakes_are_reported_at_once_from_top_to_bottom()
    {
        ReadResult result = Read("""
            nam: sample
            kind: reconstructoin
            datasets: [synthetic_moitfs]
            model: { kernels: 0, kernel_size: 1..0 }
            activations: [extreme, top_k_absolutes: { k: none }]
            """);
        Assert.Equal(
            ["SANS003", "SANS007", "SANS007", "SANS006", "SANS013", "SANS008", "SANS005"],
            result.Diagnostics.Select(d => d.Rule.Id));
        Assert.Equal(result.Diagnostics.OrderBy(d => d.Span.Line).ThenBy(d => d.Span.Column), result.Diagnostics);
    }

    [Fact]
    public void A_misspelled_required_key_is_one_mistake_not_two() =>
        Assert.Single(Read(Valid.Replace("kernel_size", "kernal_size", StringComparison.Ordinal)).Diagnostics);

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    public void An_empty_file_is_one_mistake(string text) =>
        Assert.Equal(
            "test.yaml(1,1): error SANS001: the file is empty; an experiment begins with 'name: ...'",
            Read(text).Diagnostics.Single().ToString());

    [Fact]
    public void Aliases_repeat_values_and_cannot_unfold_without_bound()
    {
        Assert.Empty(Read(Valid.Replace(
            "model: { kernel_size: 5 }", "model:\n  kernel_size: &size 5\n  kernels: *size", StringComparison.Ordinal)).Diagnostics);
        string bomb = "a0: &a0 [x]\n" + string.Concat(
            Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));
        Assert.Contains(
            "this holds more than 10000 values when its aliases are followed",
            Read(bomb).Diagnostics.Single().Message,
            StringComparison.Ordinal);
    }

    /// <summary>Each range alone is within bounds. All together would take gigabytes.</summary>
    [Fact]
    public void Ranges_that_hold_more_values_than_any_plan_are_refused_early()
    {
        string ranges = string.Join(", ", Enumerable.Range(0, 500).Select(i => $"extrema: {{ border_tolerance: 0..{999_999 - i} }}"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(
            "test.yaml(4,128): error SANS013: the sweeps up to 'activations[2].extrema.border_tolerance' have 2999997 values; an experiment "
                + "has at most 1000000 trials",
            Read(Valid.Replace("[identity]", $"[{ranges}]", StringComparison.Ordinal)).Diagnostics.Single().ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 600L << 20);
    }

    [Fact]
    public void A_word_of_megabytes_is_refused_without_comparing_its_letters()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.StartsWith(
            "there is no activation 'iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii...'; there are",
            Read(Valid.Replace("identity", new string('i', 1 << 20), StringComparison.Ordinal)).Diagnostics.Single().Message,
            StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100L << 20);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Equal("values are nested more than 64 deep", Read("a: " + new string('[', 100_000)).Diagnostics.Single().Message);

    [Theory]
    [InlineData("name: !!&,c7 x")]
    [InlineData("name:\t!!&,c7")]
    [InlineData("!!%% : x")]
    public void A_tag_that_is_no_name_is_a_mistake_of_the_file(string text) =>
        Assert.Equal("SANS001", Assert.Single(Read(text).Diagnostics).Rule.Id);

    /// <summary>Any text gives an experiment or a diagnostic, never an exception.</summary>
    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        string alphabet = " \n\t:-{}[],#&*!|>'\"%@`?.0123456789abcxyz~<=_\u00e9\u2028\ufeff";
        Gen<string> pieces = Gen.Choose(0, alphabet.Length - 1).Select(i => alphabet[i]).NonEmptyListOf().Select(l => string.Concat(l));
        var texts = Gen.Choose(0, Valid.Length).Zip(Gen.Choose(0, 12)).Zip(pieces).ToArbitrary();
        Prop.ForAll(texts, mutation =>
        {
            int at = mutation.Item1.Item1;
            int removed = Math.Min(mutation.Item1.Item2, Valid.Length - at);
            ReadResult result = Read(Valid.Remove(at, removed).Insert(at, mutation.Item2));
            return (result.Config is null) == result.Diagnostics.Any(d => d.Rule.Level == DiagnosticLevel.Error);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static ReadResult Read(string text) => ExperimentReader.Read(text, "test.yaml", ActivationRegistry.Instance.Schemas);
}
