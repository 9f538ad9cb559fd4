using Sans.Cpu.Recordings;
using Sans.Tests.Core;

namespace Sans.Tests.Cpu.Recordings;

public sealed class ExtremaResolverTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(100)]
    [InlineData(10_000)]
    public void Pieces_keep_what_the_whole_keeps(int pieceLength)
    {
        Random random = new(pieceLength);
        for (int round = 0; round < 60; round++)
        {
            // Few different values: many ties.
            float[] map =
            [
                .. Enumerable.Range(0, random.Next(1, 600)).Select(_ => round % 3 == 0 ? random.Next(-3, 4) : random.NextSingle() - 0.5f),
            ];
            int distance = random.Next(1, 40);
            Assert.Equal(ReferenceActivations.Extrema(map, distance).Select(p => ((long)p, map[p])), Resolve(map, distance, pieceLength));
        }
    }

    /// <summary>Distances of whole blocks of samples, where most candidates are decided before they are opened.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(700)]
    [InlineData(2_500)]
    [InlineData(10_000)]
    public void Long_distances_keep_what_the_whole_keeps(int pieceLength)
    {
        Random random = new(pieceLength);
        for (int round = 0; round < 60; round++)
        {
            int length = random.Next(1, 7_000), distance = random.Next(100, 420);
            double period = random.Next(5, 900);
            Func<int, float> sample = (round % 4) switch
            {
                // Few different values, noise, a slow wave, and a slow wave with ties.
                0 => _ => random.Next(-3, 4),
                1 => _ => random.NextSingle() - 0.5f,
                2 => t => (float)(Math.Sin(t / period) + (0.1 * random.NextDouble())),
                _ => t => (float)Math.Round(4 * Math.Sin(t / period)),
            };
            float[] map = [.. Enumerable.Range(0, length).Select(sample)];
            Assert.Equal(ReferenceActivations.Extrema(map, distance).Select(p => ((long)p, map[p])), Resolve(map, distance, pieceLength));
        }
    }

    [Fact]
    public void A_chain_of_ever_larger_candidates_waits_for_its_end()
    {
        float[] map = [0, 1, 0, 2, 0, 3, 0, 4, 0, 5];
        ExtremaResolver resolver = new(2);
        List<(long Position, float Value)> kept = [];
        resolver.Add(map, isLast: false, kept);
        Assert.Empty(kept);
        resolver.Add([], isLast: true, kept);
        Assert.Equal([(1, 1), (5, 3), (9, 5)], kept);
    }

    [Fact]
    public void A_long_chain_takes_no_long_time()
    {
        float[] map = [.. Enumerable.Range(0, 100_000).Select(t => t % 2 == 0 ? 0f : t)];
        Assert.Equal(25_001, Resolve(map, 2, 65_536).Count);
    }

    private static List<(long Position, float Value)> Resolve(float[] map, int distance, int pieceLength)
    {
        ExtremaResolver resolver = new(distance);
        List<(long Position, float Value)> kept = [];
        for (int first = 0; first < map.Length; first += pieceLength)
        {
            int end = Math.Min(first + pieceLength, map.Length);
            resolver.Add(map.AsSpan(first..end), end == map.Length, kept);
        }

        return kept;
    }
}
