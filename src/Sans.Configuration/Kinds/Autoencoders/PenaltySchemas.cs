namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>The names of penalties in YAML.</summary>
public static class PenaltySchemas
{
    private static readonly (string Name, PenaltyKind Kind)[] Kinds =
    [
        ("none", PenaltyKind.None),
        ("l1", PenaltyKind.L1),
        ("student_t", PenaltyKind.StudentT),
        ("cross_entropy", PenaltyKind.CrossEntropy),
        ("kl", PenaltyKind.Kl),
        ("kl_mean", PenaltyKind.KlMean),
        ("mean_square", PenaltyKind.MeanSquare),
    ];

    private static readonly (string Name, MeanTransform Transform)[] Transforms =
    [
        ("raw", MeanTransform.Raw),
        ("abs", MeanTransform.Abs),
        ("square", MeanTransform.Square),
    ];

    /// <summary>The penalties, <c>none</c> first.</summary>
    public static ValueList<string> Names { get; } = new(Kinds.Select(k => k.Name));

    /// <summary>What can be averaged.</summary>
    public static ValueList<string> TransformNames { get; } = new(Transforms.Select(t => t.Name));

    /// <summary>The penalty of a name that the schema allows.</summary>
    public static PenaltyKind KindOf(string name) => Kinds.First(k => k.Name == name).Kind;

    /// <summary>The name of a penalty.</summary>
    public static string NameOf(PenaltyKind kind) => Kinds.First(k => k.Kind == kind).Name;

    /// <summary>The transform of a name that the schema allows.</summary>
    public static MeanTransform TransformOf(string name) => Transforms.First(t => t.Name == name).Transform;

    /// <summary>The name of a transform.</summary>
    public static string NameOf(MeanTransform transform) => Transforms.First(t => t.Transform == transform).Name;
}
