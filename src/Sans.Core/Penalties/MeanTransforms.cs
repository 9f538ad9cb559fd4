using Sans.Configuration.Kinds.Autoencoders;

namespace Sans.Core.Penalties;

/// <summary>The transforms of values before a mean: the values themselves, whose signs cancel, or their magnitudes or squares.</summary>
public static class MeanTransforms
{
    /// <summary>The transform t(h) of a value: h, |h| or h².</summary>
    public static double Of(MeanTransform transform, double value) => transform switch
    {
        MeanTransform.Abs => Math.Abs(value),
        MeanTransform.Square => value * value,
        _ => value,
    };

    /// <summary>The slope t'(h) of a transform: 1, sign(h) with sign(0) = 0, or 2h.</summary>
    public static double SlopeOf(MeanTransform transform, double value) => transform switch
    {
        MeanTransform.Abs => value > 0 ? 1 : value < 0 ? -1 : 0,
        MeanTransform.Square => 2 * value,
        _ => 1,
    };
}
