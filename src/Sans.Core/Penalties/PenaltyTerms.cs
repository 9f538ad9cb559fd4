using Sans.Configuration.Kinds.Autoencoders;

namespace Sans.Core.Penalties;

/// <summary>The penalties by their names.</summary>
public static class PenaltyTerms
{
    /// <summary>The function that a configuration names, or <see langword="null"/> for none.</summary>
    public static IPenalty? Of(PenaltyConfig config) => config.Kind switch
    {
        PenaltyKind.L1 => new L1(),
        PenaltyKind.StudentT => new StudentT(),
        PenaltyKind.CrossEntropy => new CrossEntropy(config.Target),
        PenaltyKind.Kl => new KullbackLeibler(config.Target, isOverMean: false),
        PenaltyKind.KlMean => new KullbackLeibler(config.Target, isOverMean: true),
        PenaltyKind.MeanSquare => new MeanSquare(config.Target),
        _ => null,
    };
}
