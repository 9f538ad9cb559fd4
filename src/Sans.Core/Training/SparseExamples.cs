namespace Sans.Core.Training;

/// <summary>
/// Examples that are zero nearly everywhere, such as bags of words. Each one lists its non-zero features and their values.
/// </summary>
public sealed class SparseExamples
{
    private readonly int[] _starts;
    private readonly int[] _features;
    private readonly float[] _values;

    /// <summary>Wraps lists that lie one after another.</summary>
    /// <param name="featureCount">Number of features V.</param>
    /// <param name="starts"><c>[count + 1]</c>, where the list of each example starts, and the end.</param>
    /// <param name="features">
    /// Features in [0, V), ascending within each example, each once. The array must not change afterwards.
    /// </param>
    /// <param name="values">Their values, finite. The array must not change afterwards.</param>
    /// <exception cref="ArgumentException">The lists break these rules.</exception>
    public SparseExamples(int featureCount, int[] starts, int[] features, float[] values)
    {
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] != features.Length || features.Length != values.Length)
        {
            throw new ArgumentException("starts must go from 0 to the number of features, and every feature needs a value", nameof(starts));
        }

        for (int i = 0; i + 1 < starts.Length; i++)
        {
            int previous = -1;
            foreach (int feature in features.AsSpan(starts[i]..starts[i + 1]))
            {
                if (feature <= previous || feature >= featureCount)
                {
                    throw new ArgumentException(FormattableString.Invariant($"example {i} lists feature {feature} behind ")
                        + FormattableString.Invariant($"{previous}; they ascend and lie below {featureCount}"), nameof(features));
                }

                previous = feature;
            }
        }

        (FeatureCount, _starts, _features, _values) = (featureCount, starts, features, values);
    }

    /// <summary>Number of features V.</summary>
    public int FeatureCount { get; }

    /// <summary>Number of examples.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Number of values other than zero in all examples.</summary>
    public int ValueCount => _features.Length;

    /// <summary>Binary examples: 1 at the listed features.</summary>
    /// <param name="featureCount">Number of features V.</param>
    /// <param name="lists">The features of each example, ascending.</param>
    public static SparseExamples Binary(int featureCount, IReadOnlyList<int[]> lists)
    {
        int[] starts = new int[lists.Count + 1];
        for (int i = 0; i < lists.Count; i++)
        {
            starts[i + 1] = starts[i] + lists[i].Length;
        }

        float[] ones = new float[starts[^1]];
        Array.Fill(ones, 1);
        return new SparseExamples(featureCount, starts, [.. lists.SelectMany(l => l)], ones);
    }

    /// <summary>The features of an example that are not zero, ascending.</summary>
    public ReadOnlySpan<int> Features(int index) => _features.AsSpan(_starts[index]..(_starts[index + 1]));

    /// <summary>The values of these features.</summary>
    public ReadOnlySpan<float> Values(int index) => _values.AsSpan(_starts[index]..(_starts[index + 1]));
}

/// <summary>Sparse examples ready for training.</summary>
/// <param name="Train">Examples to learn from.</param>
/// <param name="Test">Test examples. No choice depends on them.</param>
public sealed record SparseSplit(SparseExamples Train, SparseExamples Test);
