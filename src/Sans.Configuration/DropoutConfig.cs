namespace Sans.Configuration;

/// <summary>Dropout on activations in training, each setting with one value or several that multiply.</summary>
/// <param name="Rate">The probability with which a kept value is dropped, in [0, 1).</param>
/// <param name="Scaling">What is done to the values that stay.</param>
public sealed record DropoutConfig(Sweep<double> Rate, Sweep<DropoutScaling> Scaling);

/// <summary>The scaling of the values that dropout keeps.</summary>
public enum DropoutScaling
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They are divided by 1 - rate.</summary>
    Inverted,
}
