using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds;

/// <summary>The key <c>optimizer</c> with the settings of Adam.</summary>
internal static class OptimizerKeys
{
    // Engines compute in float32. Beyond these bounds a number would become infinite or zero.
    private const double LargestSingle = 1e38;
    private const double SmallestSingle = 1e-37;

    private const double SmallestDouble = 1e-12;
    private const double LargestDouble = 1e6;
    private const double LargestDecay = 0.999999;

    private static readonly AdamConfig Usual = new(0.01, 0.9, 0.999, 1e-8);

    /// <summary>The key for trainings in float32.</summary>
    /// <param name="get">The settings of a record.</param>
    /// <param name="set">The record with other settings.</param>
    /// <param name="isSweepable">Whether its numbers can be swept.</param>
    public static Key<TRecord> Single<TRecord>(
        Func<TRecord, AdamConfig?> get, Func<TRecord, AdamConfig, TRecord> set, bool isSweepable = true) =>
        Of(get, set, isSweepable, new(
            SmallestSingle, LargestSingle), new(SmallestSingle, 1), "0.01", NumberPrecision.Single, NumberPrecision.SingleDecay);

    /// <summary>The key for trainings in double precision.</summary>
    /// <param name="get">The settings of a record.</param>
    /// <param name="set">The record with other settings.</param>
    public static Key<TRecord> Double<TRecord>(Func<TRecord, AdamConfig?> get, Func<TRecord, AdamConfig, TRecord> set) =>
        Of(get, set, true, new(
            SmallestDouble, LargestDouble), new(SmallestDouble, 1), "0.003", NumberPrecision.Double, NumberPrecision.Double);

    private static Key<TRecord> Of<TRecord>(
        Func<TRecord, AdamConfig?> get,
        Func<TRecord, AdamConfig, TRecord> set,
        bool isSweepable,
        NumberSchema rate,
        NumberSchema epsilon,
        string usualRate,
        NumberPrecision precision,
        NumberPrecision ofDecays)
    {
        Keys<AdamConfig> adam = new(
            Usual,
            Number(
                "learning_rate",
                rate with { Precision = precision },
                "Step size.",
                usualRate,
                a => a.LearningRate,
                (a, v) => a with { LearningRate = v }),
            Number(
                "beta1",
                new(0, LargestDecay) { Precision = ofDecays },
                "Decay of the first moment.",
                "0.9",
                a => a.Beta1,
                (a, v) => a with { Beta1 = v }),
            Number(
                "beta2",
                new(0, LargestDecay) { Precision = ofDecays },
                "Decay of the second moment.",
                "0.999",
                a => a.Beta2,
                (a, v) => a with { Beta2 = v }),
            Number(
                "epsilon",
                epsilon with { Precision = precision },
                "Added to the root of the second moment.",
                "1e-8",
                a => a.Epsilon,
                (a, v) => a with { Epsilon = v }));
        return new VariantKey<TRecord, AdamConfig>(
            new KeySchema("optimizer", adam.Shape, "How weights move.", "adam"),
            "optimizer",
            [("adam", "Adam with bias correction.", adam)],
            _ => "adam",
            get,
            set);

        Key<AdamConfig> Number(
            string name,
            NumberSchema shape,
            string summary,
            string usual,
            Func<AdamConfig, Sweep<double>> read,
            Func<AdamConfig, Sweep<double>, AdamConfig> write) =>
            new SweptKey<AdamConfig, double>(
                new KeySchema(name, shape, summary, usual) { IsSweepable = isSweepable }, ValueForm.Number, read, write);
    }
}
