namespace Sans.Configuration;

/// <summary>
/// The part of a checked experiment that all kinds share, with every default filled in. Generated code and the reader
/// make the same type.
/// </summary>
/// <param name="Name">Its name: <c>sans run NAME</c>.</param>
/// <param name="Title">One line for tables and reports.</param>
/// <param name="Seeds">The seeds, each at least 0.</param>
public abstract record ExperimentConfig(string Name, string Title, Sweep<int> Seeds)
{
    /// <summary>The kind of the experiment, as <c>kind</c> names it.</summary>
    public abstract string Kind { get; }

    /// <summary>Its variants, in order. The list is empty for an experiment without variants.</summary>
    public ValueList<ExperimentVariant> Variants { get; init; }
}
