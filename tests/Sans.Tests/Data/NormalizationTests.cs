using System.Globalization;
using Sans.Configuration;
using Sans.Configuration.Kinds.Routing;
using Sans.Configuration.Parsing;
using Sans.Data;
using Sans.Data.Files;
using Sans.Networks.Data;
using Sans.Routing.Studies;
using Sans.Runner;

namespace Sans.Tests.Data;

/// <summary>Signals of any magnitude: properties that a scale does not change, and numbers beyond float32.</summary>
public sealed class NormalizationTests : IDisposable
{
    private const string Equal = "are all equal; a window without variance cannot be standardized";

    private static readonly double[] Samples =
    [
        .. Enumerable.Range(0, 120).Select(t => 3.7 + (1.3 * Math.Sin(0.37 * t)) + (0.11 * (t * t % 17))),
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("sans-normalization-").FullName;

    /// <summary>
    /// A power of two changes no bit, even if squares of the signal, or the signal itself, are beyond float32.
    /// </summary>
    [Fact]
    public void A_window_has_the_same_bits_at_every_scale()
    {
        float[] expected = Standardized(Samples);
        Assert.Equal(Reference(Samples), expected);
        foreach (int k in Enumerable.Range(-76, 141).Concat([-1000, -200, 120, 130, 1000]))
        {
            Assert.Equal(expected, Standardized([.. Samples.Select(x => Math.ScaleB(x, k))]));
        }
    }

    [Theory]
    [InlineData(-900)]
    [InlineData(-149)]
    [InlineData(-76)]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(900)]
    public void A_signal_has_the_same_digest_at_every_scale(int k)
    {
        string expected = Load(Samples, "standardize").Data["x"].Digest;
        LoadedData scaled = Load([.. Samples.Select(x => Math.ScaleB(x, k))], "standardize");
        Assert.Equal(expected, scaled.Data["x"].Digest);
        Assert.Empty(scaled.Notes);
    }

    [Fact]
    public void A_window_that_float32_makes_constant_is_told_from_one_that_is()
    {
        Assert.Equal(
            "are all equal after rounding to float32; subtract a constant from the signal to keep its variation",
            WindowNormalization.Standardize([1e9, 1e9 + 1, 1e9 + 2], new float[3]));
        Assert.Equal(Equal, WindowNormalization.Standardize([1e-300, 1e-300, 1e-300], new float[3]));
        Assert.Equal(Equal, WindowNormalization.Standardize([0, 0, 0], new float[3]));
    }

    [Theory]
    [InlineData("none", 1e-50, "1 number that is not 0 becomes 0 in float32; multiply the data by a constant to keep it")]
    [InlineData("unit", 3e-50, "1 number that is not 0 becomes 0 in float32; multiply the data by a constant to keep it")]
    [InlineData("none", 1e-44, null)]
    [InlineData("standardize", 1e-50, null)]
    public void Numbers_that_become_zero_in_float32_are_told(string normalize, double small, string? note)
    {
        double[] samples = [.. Samples];
        samples[17] = 0;
        samples[63] = small;
        Assert.Equal(note, Load(samples, normalize).Notes.GetValueOrDefault("x"));
    }

    [Fact]
    public void A_number_beyond_float32_is_refused_without_standardisation_only()
    {
        double[] samples = [.. Samples];
        samples[63] = 1e39;
        Assert.Contains(
            "sample 63 is 1E+39, which float32 cannot hold",
            Assert.Throws<DatasetException>(() => Load(samples, "none")).Message,
            StringComparison.Ordinal);
        Assert.Empty(Load(samples, "standardize").Notes);
    }

    /// <summary>The range of these values is beyond float64. The message must not call them equal.</summary>
    [Fact]
    public void A_line_is_found_for_values_of_any_size()
    {
        var unit = DatasetScale.For(Normalization.Unit, -1.5e308, 1.5e308)!;
        var symmetric = DatasetScale.For(Normalization.Symmetric, -1.5e308, 1.5e308)!;
        Assert.Equal([0, 0.5, 1], new[] { -1.5e308, 0, 1.5e308 }.Select(unit.Of));
        Assert.Equal([-1, 0, 1], new[] { -1.5e308, 0, 1.5e308 }.Select(symmetric.Of));
        Assert.Equal("all samples are missing; they cannot be scaled", Problem(double.PositiveInfinity, double.NegativeInfinity));
        Assert.StartsWith("all samples are equal", Problem(3, 3), StringComparison.Ordinal);

        static string Problem(double minimum, double maximum) =>
            Assert.Throws<DatasetException>(() => DatasetScale.For(Normalization.Unit, minimum, maximum)).Message;
    }

    [Fact]
    public void Rows_count_what_float32_makes_zero()
    {
        string file = Path.Combine(_root, "rows.csv");
        File.WriteAllText(file, "\"\",\"X1\",\"X2\",\"X3\",\"y\"\na,1,1e-50,-1e-60,1\nb,0,0.0,1e-44,1\n");
        Assert.Equal(2, LabeledRows.Read(file, 3, _ => true, "").VanishedCount);
    }

    [Theory]
    [InlineData("1e39", "column 1: number 3 is 1E+39, which float32 cannot hold")]
    [InlineData("1e-50", null)]
    public void Inputs_of_a_table_beyond_float32_are_refused_and_those_that_become_zero_are_told(string input, string? problem)
    {
        WriteTable(i => FormattableString.Invariant($"{i % 5},{(i == 2 ? input : "1")}"));
        if (problem is not null)
        {
            Assert.Contains(problem, Assert.Throws<DatasetException>(LoadTable).Message, StringComparison.Ordinal);
            return;
        }

        RoutedInputs inputs = LoadTable();
        Assert.StartsWith("1 number that is not 0 becomes 0 in float32", inputs.Notes.Single().Value, StringComparison.Ordinal);
    }

    /// <summary>
    /// The mean of these values is off by a rounding. No error can be divided by such a variance, nor by one beyond
    /// float64.
    /// </summary>
    [Theory]
    [InlineData("0.1", "0.1", "the target is constant on the training points; an error relative to its variance is undefined")]
    [InlineData(
        "1e200",
        "2e200",
        "the target is too large or too small on the training points: float64 cannot hold its variance. Scale it by a constant")]
    [InlineData(
        "1e-200",
        "2e-200",
        "the target is too large or too small on the training points: float64 cannot hold its variance. Scale it by a constant")]
    public void A_target_without_a_variance_is_refused_before_training(string even, string odd, string problem)
    {
        WriteTable(i => FormattableString.Invariant($"{(i % 2 == 0 ? even : odd)},{i}"));
        Assert.EndsWith(", seed 0: " + problem, Assert.Throws<DatasetException>(LoadTable).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static float[] Standardized(double[] samples)
    {
        float[] window = new float[samples.Length];
        Assert.Null(WindowNormalization.Standardize(samples, window));
        return window;
    }

    /// <summary>All in float32, without any scale: 16 lanes and a tree.</summary>
    private static float[] Reference(double[] samples)
    {
        float[] window = [.. samples.Select(x => (float)x)];
        float mean = Sum([.. window]) / window.Length;
        float deviation = MathF.Sqrt(Sum([.. window.Select(x => (x - mean) * (x - mean))]) / (window.Length - 1));
        return [.. window.Select(x => (x - mean) / deviation)];

        static float Sum(float[] terms)
        {
            float[] lanes = new float[16];
            for (int t = 0; t < terms.Length; t++)
            {
                lanes[t % 16] += terms[t];
            }

            for (int half = 8; half > 0; half /= 2)
            {
                for (int i = 0; i < half; i++)
                {
                    lanes[i] += lanes[i + half];
                }
            }

            return lanes[0];
        }
    }

    private LoadedData Load(double[] samples, string normalize)
    {
        string folder = Path.Combine(_root, "x");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "x.csv"),
            "x\n" + string.Concat(samples.Select(x => x.ToString("R", CultureInfo.InvariantCulture) + "\n")));
        return ExperimentData.Load(
            TestExperiments.Read($$"""
                name: own
                datasets: [files: { label: x, folder: x }]
                window: { samples: 120, length: 40 }
                split: { train: 1, validation: 1, test: 1 }
                normalize: {{normalize}}
                model: { kernel_size: 2 }
                activations: [identity]
                """),
            new DataFolder(_root, "the test"));
    }

    private void WriteTable(Func<int, string> row) =>
        File.WriteAllText(Path.Combine(_root, "table.csv"), "y,a\n" + string.Concat(Enumerable.Range(0, 30).Select(i => row(i) + "\n")));

    private RoutedInputs LoadTable()
    {
        var experiment = (RoutedApproximation)ExperimentReader.Read(
            """
            name: own
            kind: routed_approximation
            target: { table: { file: table.csv, target_column: 0 } }
            points: { train: 20, validation: 5, test: 5 }
            models: [dense]
            active: 4
            """,
            "test.yaml",
            ActivationRegistry.Instance.Schemas).Config!;
        return (RoutedInputs)Studies.Of(experiment, Engines.Embedded, ActivationRegistry.Instance, 1).Load(
            new DataFolder(_root, "the test"), skipMissing: false);
    }
}
