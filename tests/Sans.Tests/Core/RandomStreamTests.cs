using Sans.Core.Random;

namespace Sans.Tests.Core;

public sealed class RandomStreamTests
{
    private const string Owner = "motifs/q=1/m=7/seed=0";

    /// <summary>The known-answer vectors that the authors of the generator publish with it.</summary>
    [Fact]
    public void Philox_gives_its_published_answers()
    {
        Assert.Equal(
            (0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Block((0, 0, 0, 0), (0, 0)));
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            Philox.Block((uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue), (uint.MaxValue, uint.MaxValue)));
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Block((0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), (0xa4093822, 0x299f31d0)));
    }

    /// <summary>
    /// Computed by an implementation in another language, written from the description of the stream.
    /// </summary>
    [Fact]
    public void A_stream_gives_known_words_uniforms_and_normals()
    {
        RandomStream words = new("initial_weights", Owner);
        Assert.Equal([1291238153, 2721275927, 3600286983, 299857864, 85008587, 522286552], Take(6, words.NextUInt32));
        RandomStream numbered = new RandomStream("initial_weights", Owner).Numbered(3);
        Assert.Equal([2483209274, 777632, 164373207, 2156900568, 3331096062], Take(5, numbered.NextUInt32));
        Assert.Equal(
            [0.30063981042094456, 0.8382571356067937, 0.019792604055629215],
            Take(3, new RandomStream("initial_weights", Owner).NextUniform));

        // Equal up to the last bits. The tails use a logarithm, and the platform's logarithm is the reference.
        double[] normals = Take(6, new RandomStream("initial_weights", Owner).NextNormal);
        double[] expected =
        [
            -0.5225612378682202, 0.9873201229172367, -2.0580513112040855,
            -0.12899388721585348, 2.0212765276716045, -0.43288225141485226,
        ];
        Assert.All(normals.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-14));
    }

    /// <summary>The bits that every machine must give, tails included.</summary>
    [Fact]
    public void Bits_of_normal_numbers_are_pinned() => Assert.Equal(
        [-4620490004117216229, 4607068208620607335, -4611555298495634360, -4629556521985053268, 4611733928908434692, -4621902303552200968],
        Take(6, new RandomStream("initial_weights", Owner).NextNormal).Select(BitConverter.DoubleToInt64Bits));

    [Fact]
    public void A_permutation_is_known_and_one()
    {
        int[] order = new int[10];
        new RandomStream("initial_weights", Owner).Numbered(1).Permute(order);
        Assert.Equal([3, 4, 8, 9, 2, 5, 1, 6, 0, 7], order);
    }

    [Theory]
    [InlineData("initial_weights", "motifs/q=1/m=7/seed=1")]
    [InlineData("batch_order", Owner)]
    public void Another_purpose_or_owner_is_another_stream(string purpose, string owner) =>
        Assert.NotEqual(new RandomStream("initial_weights", Owner).NextUInt32(), new RandomStream(purpose, owner).NextUInt32());

    [Fact]
    public void Whole_numbers_are_uniform_below_their_bound()
    {
        RandomStream stream = new("test", "uniform");
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[stream.NextInt32(7)]++;
        }

        // Five standard deviations of a count around 10,000.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 470, 10_000 + 470));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_a_standard_normal()
    {
        RandomStream stream = new("test", "normal");
        double[] sample = Take(100_000, stream.NextNormal);
        Assert.InRange(sample.Average(), -0.016, 0.016);
        Assert.InRange(sample.Average(v => v * v), 0.978, 1.022);
        Assert.InRange(sample.Average(v => v * v * v * v), 2.85, 3.15);
    }

    private static T[] Take<T>(int count, Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
