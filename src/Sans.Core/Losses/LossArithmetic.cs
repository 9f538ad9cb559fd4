namespace Sans.Core.Losses;

/// <summary>The arithmetic of losses for one type of numbers.</summary>
/// <typeparam name="T">One number or many.</typeparam>
public interface ILossArithmetic<T>
{
    /// <summary>a + b</summary>
    static abstract T Add(T a, T b);

    /// <summary>a + b for a constant b.</summary>
    static abstract T Add(T a, double b);

    /// <summary>a · b</summary>
    static abstract T Multiply(T a, T b);

    /// <summary>a · b for a constant b.</summary>
    static abstract T Multiply(T a, double b);

    /// <summary>|a|</summary>
    static abstract T Abs(T a);

    /// <summary>The number of [-bound, bound] that is nearest to a.</summary>
    static abstract T Clamp(T a, double bound);
}

/// <summary>The further operations that values of losses need.</summary>
/// <inheritdoc/>
public interface IValueArithmetic<T> : ILossArithmetic<T>
{
    /// <summary>e^a</summary>
    static abstract T Exp(T a);

    /// <summary>ln(1 + a) for a of at least 0.</summary>
    static abstract T Log1P(T a);
}

/// <summary>The further operations that slopes of losses need.</summary>
/// <inheritdoc/>
public interface ISlopeArithmetic<T> : ILossArithmetic<T>
{
    /// <summary>-1, 0 or 1. The sign of NaN is 0.</summary>
    static abstract T Sign(T a);

    /// <summary>tanh a</summary>
    static abstract T Tanh(T a);
}
