using FsCheck;
using FsCheck.Fluent;
using Sans.Core.Activations;

namespace Sans.Tests.Core;

/// <summary>
/// The one selection of the k highest, in both orders (docs/method/routed-networks.md 6.1, and docs/method/sparsity-penalties.md
/// 9, contracts 3 and 4). Top-k absolutes: <see cref="ActivationProperties"/>.
/// </summary>
public sealed class TopKTests
{
    [Fact]
    public void By_value_the_highest_win_and_ties_go_to_the_lower_index()
    {
        Assert.Equal([2, 3, 4, 9], Selected<ByValue>([-1, 0, 2, 2, 3, 1, -2, -2, -1, 4], 4));
        Assert.Equal([2, 4, 9], Selected<ByValue>([-1, 0, 2, 2, 3, 1, -2, -2, -1, 4], 3));
        Assert.Equal([1, 2], Selected<ByValue>([-3, -1, -1, -2, -1], 2));
        Assert.Equal([0, 1], Selected<ByValue>([-0f, 0, -0f, 0], 2));
        Assert.Equal([1], Selected<ByValue>([float.NegativeInfinity, float.MaxValue, float.MinValue], 1));
    }

    [Fact]
    public void By_magnitude_the_sign_does_not_count() => Assert.Equal([0, 3], Selected<ByMagnitude>([-3, -1, -1, 2, -1], 2));

    [Fact]
    public void By_value_is_the_sorted_definition() =>
        Check((s, k, guess) => Selected<ByValue>(s, k, guess).SequenceEqual(Enumerable.Range(0, s.Length)
            .OrderByDescending(p => s[p])
            .ThenBy(p => p)
            .Take(k)
            .Order()));

    [Fact]
    public void By_magnitude_is_the_sorted_definition() =>
        Check((s, k, guess) => Selected<ByMagnitude>(s, k, guess).SequenceEqual(ReferenceActivations.TopK(s, k)));

    /// <summary>
    /// Values of few kinds, so that ties and zeros are common, and values of many kinds. Lengths lie below and above
    /// several vectors. The search begins anywhere.
    /// </summary>
    private static void Check(Func<float[], int, float, bool> property)
    {
        Gen<float> values = Gen.OneOf(Gen.Choose(-3, 3).Select(v => v / 3f), Gen.Choose(-100_000, 100_000).Select(v => v / 3e4f));
        var cases = Gen.OneOf(values.NonEmptyListOf().Select(l => l.ToArray()), values.ListOf(257).Select(l => l.ToArray()))
            .Zip(Gen.Choose(0, 80).Zip(values))
            .ToArbitrary();
        Prop.ForAll(cases, c => property(c.Item1, c.Item2.Item1, c.Item2.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static int[] Selected<TOrder>(float[] values, int k, float guess = 0)
        where TOrder : struct, IValueOrder
    {
        SupportBuilder support = new(new int[values.Length]);
        int key = Math.Max(TOrder.Key(guess), TOrder.LeastKey);
        TopK.Select<TOrder>(values, k, ref key, new int[TopK.ScratchSizeFor(values.Length)], ref support);
        return support.Positions.ToArray();
    }
}
