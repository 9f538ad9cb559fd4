using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The key <c>training.dropout</c>.</summary>
internal static class DropoutKeys
{
    private static readonly Words<DropoutScaling> Scalings = new(("none", DropoutScaling.None), ("inverted", DropoutScaling.Inverted));

    private static readonly Keys<DropoutConfig> All = new(
        new DropoutConfig(0, DropoutScaling.None),
        KeyOf<DropoutConfig>.SweptNumber(
            "rate",
            new NumberSchema(0, 0.999999),
            "The probability with which a kept value is dropped in a training step.",
            null,
            d => d.Rate,
            (d, v) => d with { Rate = v },
            "dropout_rate"),
        new SweptKey<DropoutConfig, DropoutScaling>(
            new KeySchema(
                "scaling",
                Scalings.Shape,
                "The scaling of the values that stay. none: unchanged. inverted: divided by 1 - rate.",
                "none")
            { IsSweepable = true },
            Scalings.Form,
            d => d.Scaling,
            (d, v) => d with { Scaling = v },
            "dropout_scaling"));

    /// <summary>The key <c>dropout</c>.</summary>
    public static Key<TrainingConfig> Key { get; } = new NestedKey<TrainingConfig, DropoutConfig>(
        new KeySchema("dropout", All.Shape, "Dropout of activations in training. By default none is dropped.", IsOptional: true),
        All,
        t => t.Dropout,
        (t, dropout) => t with { Dropout = dropout });
}
