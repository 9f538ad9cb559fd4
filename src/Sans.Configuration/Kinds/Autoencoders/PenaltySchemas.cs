using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The names of penalties in YAML.</summary>
public static class PenaltySchemas
{
    /// <summary>The transforms before a mean.</summary>
    internal static readonly Words<MeanTransform> Transforms = new(
        ("raw", MeanTransform.Raw), ("abs", MeanTransform.Abs), ("square", MeanTransform.Square));

    private static readonly Words<PenaltyKind> Kinds = new(
        ("none", PenaltyKind.None),
        ("l1", PenaltyKind.L1),
        ("student_t", PenaltyKind.StudentT),
        ("cross_entropy", PenaltyKind.CrossEntropy),
        ("kl", PenaltyKind.Kl),
        ("kl_mean", PenaltyKind.KlMean),
        ("mean_square", PenaltyKind.MeanSquare));

    /// <summary>The penalties, <c>none</c> first.</summary>
    public static ValueList<string> Names => Kinds.Shape.Choices;

    /// <summary>The names of the transforms before a mean.</summary>
    public static ValueList<string> TransformNames => Transforms.Shape.Choices;

    /// <summary>The penalty of a name that the schema allows.</summary>
    public static PenaltyKind KindOf(string name) => Kinds.Of(name);

    /// <summary>The name of a penalty.</summary>
    public static string NameOf(PenaltyKind kind) => Kinds.Of(kind);

    /// <summary>The transform of a name that the schema allows.</summary>
    public static MeanTransform TransformOf(string name) => Transforms.Of(name);

    /// <summary>The name of a transform.</summary>
    public static string NameOf(MeanTransform transform) => Transforms.Of(transform);
}
