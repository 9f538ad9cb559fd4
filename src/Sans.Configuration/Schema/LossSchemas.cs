using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;

namespace Sans.Configuration.Schema;

/// <summary>The training losses that an experiment can name. <c>Sans.Core</c> has a file for each under <c>Losses</c>.</summary>
public static class LossSchemas
{
    private const double LargestDelta = 1e6;

    /// <summary>All losses of r = x̂ - x, in the order in which lists print them.</summary>
    public static ValueList<Variant> All { get; } = new(
        Loss("mae", "Mean absolute error |r| (Eq. 14)."),
        Loss("mse", "Mean squared error r². Its gradient grows with outliers."),
        Loss(
            "huber",
            "r²/2 up to delta, and delta (|r| - delta/2) beyond it.",
            new KeySchema(
                "delta",
                new NumberSchema(1 / LargestDelta, LargestDelta) { Precision = NumberPrecision.Single },
                "The error at which the square becomes a line, in units of the normalised signal.",
                "1")
            { IsSweepable = true }),
        Loss("log_cosh", "ln cosh r: nearly r²/2 for small errors and |r| - ln 2 for large ones."));

    /// <summary>The key <c>training.loss</c>.</summary>
    internal static KeySchema Key { get; } = new(
        "loss",
        new VariantSchema("loss", All, DiagnosticRules.UnknownChoice) { HasWords = true },
        "The loss, as a mean over all samples of a batch. φ always uses mae, so trainings with different losses can be compared.",
        "mae")
    { IsSweepable = true };

    /// <summary>The losses that a checked value names.</summary>
    internal static ValueList<LossConfig> Bind(ConfigValue value) => value switch
    {
        ScalarValue word => new(new LossConfig((string)word.Value)),
        SweepValue words => new(words.Sweep.Values.Select(word => new LossConfig((string)word))),
        VariantValue loss => new(new LossConfig(loss.Name, ValueAccess.Parameters(loss.Parameters.Entries))),
        ListValue list => new(list.Items.SelectMany(item => Bind(item))),
        _ => throw new InvalidOperationException($"the schema promises a loss; found a {value.GetType().Name}"),
    };

    /// <summary>The checked value of some losses.</summary>
    internal static ConfigValue Values(ValueList<LossConfig> losses) =>
        losses.All(l => l.Parameters.Count == 0) ? ValueMaking.ScalarOrSweep(new Sweep<string>(new(losses.Select(l => l.Name))))
        : losses.Count == 1 ? Value(losses[0])
        : ValueMaking.List(losses.Select(Value));

    private static ConfigValue Value(LossConfig loss) =>
        loss.Parameters.Count == 0 ? ValueMaking.Scalar(loss.Name) : new VariantValue(loss.Name, ValueMaking.OfParameters(loss.Parameters));

    private static Variant Loss(string name, string summary, params KeySchema[] parameters) =>
        new(name, summary, new MappingSchema(new(parameters)));
}
