namespace Sans.Configuration;

/// <summary>Dropout on activations in training. Each setting has one value or several that are combined.</summary>
/// <param name="Rate">The probability of dropping a kept value, in [0, 1).</param>
/// <param name="Scaling">The scaling of the values that stay.</param>
public sealed record DropoutConfig(Sweep<double> Rate, Sweep<DropoutScaling> Scaling);

/// <summary>The scaling of the values that dropout keeps.</summary>
public enum DropoutScaling
{
    /// <summary>No scaling.</summary>
    None,

    /// <summary>They are divided by 1 - rate.</summary>
    Inverted,
}
