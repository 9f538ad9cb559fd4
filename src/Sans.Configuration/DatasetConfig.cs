using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Schema;

namespace Sans.Configuration;

/// <summary>One dataset and its parameters.</summary>
/// <param name="Name">The dataset, such as <c>synthetic_motifs</c>.</param>
/// <param name="Label">The label in tables, which also keys random streams.</param>
/// <param name="Parameters">All parameters but the label, in the order of the schema.</param>
/// <param name="Overrides">
/// The settings of the experiment that it overrides, or <see langword="null"/> where there are none.
/// </param>
/// <param name="Classes">The classes into which it merges the labels of its file, where it declares them.</param>
public sealed record DatasetConfig(
    string Name,
    string Label,
    ValueList<Parameter> Parameters,
    DatasetOverrides? Overrides = null,
    ValueList<ClassConfig> Classes = default)
{
    /// <summary>The swept settings of the dataset, with their values at this point of the sweep.</summary>
    public ValueList<Parameter> Swept { get; init; }

    /// <summary>The name of a class: its declared name, or its number.</summary>
    /// <param name="index">The index of the class, from 0.</param>
    public string ClassName(int index) => Classes.Count == 0 ? ValueSchema.Format(index) : Classes[index].Name;
}

/// <summary>The settings that one dataset overrides. <see langword="null"/> means the setting of the experiment.</summary>
public sealed record DatasetOverrides(
    WindowConfig? Window,
    SplitConfig? Split,
    Sweep<Normalization>? Normalization,
    Sweep<InvalidData>? OnInvalid,
    ModelConfig? Model,
    TrainingConfig? Training);

/// <summary>A class of examples.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Labels">The labels of a file that belong to it.</param>
public sealed record ClassConfig(string Name, ValueList<int> Labels);
