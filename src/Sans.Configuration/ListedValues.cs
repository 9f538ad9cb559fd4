namespace Sans.Configuration;

/// <summary>
/// A list of values that are used together. The values of a <see cref="Sweep{T}"/> are used one at a time.
/// </summary>
/// <param name="Items">The values, each once.</param>
public sealed record ListedValues(ValueList<object> Items)
{
    /// <summary>The values as YAML writes them.</summary>
    public override string ToString() => new Sweep<object>(Items).ToString();
}
