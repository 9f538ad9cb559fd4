using FsCheck;
using FsCheck.Fluent;
using Sans.Core.Activations;

namespace Sans.Tests.Core;

public sealed class ActivationProperties
{
    private const int Cases = 2000;

    [Fact]
    public void Top_k_is_the_sorted_definition() =>
        Check((s, k) => new TopKAbsolutes(k).Support(s, 1).SequenceEqual(ReferenceActivations.TopK(s, k)));

    [Fact]
    public void Extrema_pool_is_the_windowed_definition() =>
        Check((s, m) => new ExtremaPoolIndices(m).Support(s, 1).SequenceEqual(ReferenceActivations.ExtremaPool(s, m)));

    [Fact]
    public void Extrema_is_the_greedy_definition() =>
        Check((s, med) => new Extrema(0, med).Support(s, 1).SequenceEqual(ReferenceActivations.Extrema(s, med)));

    /// <summary>
    /// Many are kept at a distance that is too long for rounds. Ties, smooth signals and maxima that rise or fall are among them.
    /// </summary>
    [Theory]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(150)]
    public void Extrema_of_long_signals_are_the_greedy_definition(int distance)
    {
        const int length = 4_000;
        Random random = new(distance);
        float level = 0;
        Func<int, float>[] signals =
        [
            _ => random.Next(-3, 4), _ => random.NextSingle() - 0.5f, _ => level += random.NextSingle() - 0.5f,
            t => (t % 2 == 0 ? -1 : 1) * (t + random.NextSingle()), t => (t % 2 == 0 ? -1 : 1) * (length - t + random.NextSingle()),
            t => MathF.Sin(t / 9f) * (1 + (t % 700)), t => t % 50 == 0 ? 1 : 0, t => MathF.Sin(t * 0.37f) * MathF.Sin(t * 0.003f),
        ];
        foreach (Func<int, float> at in signals)
        {
            float[] s = [.. Enumerable.Range(0, length).Select(at)];
            Assert.Equal(ReferenceActivations.Extrema(s, distance), new Extrema(0, distance).Support(s, 1));
        }
    }

    [Fact]
    public void Kept_extrema_are_further_apart_than_the_distance() =>
        Check((s, med) => new Extrema(0, med).Support(s, 1).ToArray() is var kept
            && kept.Zip(kept.Skip(1)).All(pair => pair.Second - pair.First > med));

    [Fact]
    public void Kept_values_are_unchanged_and_the_rest_is_zero() =>
        Check((s, k) => new TopKAbsolutes(k).Apply(s, 1).Zip(s).All(pair => pair.First == pair.Second || pair.First == 0));

    /// <summary>
    /// Signals of few different values, so that ties, plateaus and zeros are common. Smooth signals as well.
    /// </summary>
    private static void Check(Func<float[], int, bool> property)
    {
        Gen<float[]> coarse = Gen.Choose(-3, 3).Select(v => (float)v).NonEmptyListOf().Select(l => l.ToArray());
        Gen<float[]> fine = Gen.Choose(-100_000, 100_000).Select(v => v / 100_000f).NonEmptyListOf().Select(l => l.ToArray());
        Gen<float[]> rising = fine.Select(l => l.Select((v, i) => (i % 2 == 0 ? -1 : 1) * (i + Math.Abs(v))).ToArray());

        // Signals longer than many vectors, for the vector forms.
        Gen<float[]> @long = Gen.OneOf(Gen.Choose(-3, 3), Gen.Choose(-100_000, 100_000))
            .Select(v => v / 3f)
            .ListOf(700)
            .Select(l => l.ToArray());
        var cases = Gen.OneOf(coarse, fine, rising, @long).Zip(Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(1, 80))).ToArbitrary();
        Prop.ForAll(cases, c => property(c.Item1, c.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }
}
