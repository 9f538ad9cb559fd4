using System.Runtime.Intrinsics;

namespace Sans.Core.Activations;

/// <summary>
/// A ranking of values by integer keys, which makes comparisons exact on every machine. <see cref="TopK"/> uses it with
/// <see cref="ByMagnitude"/> or <see cref="ByValue"/>.
/// </summary>
public interface IValueOrder
{
    /// <summary>The least key that a number can have. Above <see cref="int.MinValue"/>.</summary>
    static abstract int LeastKey { get; }

    /// <summary>The key of a value: the larger, the higher its rank. Below <see cref="int.MaxValue"/> for numbers.</summary>
    static abstract int Key(float value);

    /// <summary>The keys of 16 values.</summary>
    static abstract Vector512<int> Keys(Vector512<float> values);
}
