namespace Sans.Core.Pursuit;

/// <summary>The activations that a pursuit has chosen, in order of choice.</summary>
internal sealed class PursuitSupport
{
    private int[] _indices = new int[64];
    private double[][] _products = new double[64][];
    private double[] _amplitudes = new double[64];

    /// <summary>The number A of activations.</summary>
    public int Count { get; private set; }

    /// <summary>The amplitudes.</summary>
    public Span<double> Amplitudes => _amplitudes.AsSpan(0, Count);

    /// <summary>The index of each activation: <c>kernel · n + position</c>.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Count);

    /// <summary>Removes all activations.</summary>
    public void Clear() => Count = 0;

    /// <summary>The inner products of an activation's atom.</summary>
    public double[] Products(int number) => _products[number];

    /// <summary>Adds an activation of amplitude 0.</summary>
    public void Add(int index, double[] products)
    {
        if (Count == _indices.Length)
        {
            Array.Resize(ref _indices, 2 * Count);
            Array.Resize(ref _products, 2 * Count);
            Array.Resize(ref _amplitudes, 2 * Count);
        }

        (_indices[Count], _products[Count], _amplitudes[Count]) = (index, products, 0);
        Count++;
    }

    /// <summary>Drops all but the first activations, and gives them other amplitudes.</summary>
    public void Restore(ReadOnlySpan<double> amplitudes)
    {
        Count = amplitudes.Length;
        amplitudes.CopyTo(_amplitudes);
    }
}
