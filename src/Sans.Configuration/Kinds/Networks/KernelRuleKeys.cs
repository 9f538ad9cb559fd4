using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using static Sans.Configuration.Parsing.ValueMaking;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The keys <c>training.unit_norm</c> and <c>training.reinitialize</c>.</summary>
internal static class KernelRuleKeys
{
    private const string Epochs = "epochs";
    private const string Similarity = "similarity";

    /// <summary>The key <c>unit_norm</c>.</summary>
    public static KeyShape UnitNorm { get; } = new("unit_norm", new FlagShape(), "Whether every kernel is divided by its norm after each step. By default false.", IsOptional: true);

    /// <summary>The key <c>reinitialize</c>.</summary>
    public static KeyShape Reinitialize { get; } = new(
        "reinitialize",
        new MappingShape(new(
            new KeyShape(Epochs, new ListShape(new IntegerShape(2, SanSchema.LargestCount)), "The epochs before which kernels may begin anew.", "[2, 5, 9, 14]"),
            new KeyShape(Similarity, new NumberShape(0, 1), "The shift-invariant correlation with an earlier kernel above which a kernel counts as its double.", "0.97"))),
        "Kernels that no activation of the training examples uses, and doubles of earlier ones, become the pieces of the residual with the largest sum of magnitudes. By default they stay.",
        IsOptional: true);

    /// <summary>What checked values say.</summary>
    public static KernelRules? Bind(MappingValue training)
    {
        bool isUnitNorm = training.Find(UnitNorm.Name) is not null && training.Flag(UnitNorm.Name);
        ReinitializationConfig? renewal = training.Find(Reinitialize.Name) is MappingValue own
            ? new(new(((ListValue)own.Find(Epochs)!).Items.Select(i => checked((int)(long)((ScalarValue)i).Value))), own.Number(Similarity))
            : null;
        return isUnitNorm || renewal is not null ? new KernelRules(isUnitNorm, renewal) : null;
    }

    /// <summary>The way back.</summary>
    public static IEnumerable<(string Key, ConfigValue Value)> Values(KernelRules? rules)
    {
        if (rules is { UnitNorm: true })
        {
            yield return (UnitNorm.Name, Scalar(true));
        }

        if (rules?.Reinitialization is { } renewal)
        {
            yield return (Reinitialize.Name, Mapping((Epochs, List(renewal.Epochs.Select(e => Scalar(e)))), (Similarity, Scalar(renewal.Similarity))));
        }
    }
}
