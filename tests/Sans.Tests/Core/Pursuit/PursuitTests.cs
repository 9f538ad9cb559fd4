using Sans.Core.Pursuit;
using Sans.Core.Training;

namespace Sans.Tests.Core.Pursuit;

public sealed class PursuitTests
{
    /// <summary>The default value of the structure is all zeros, and a look-ahead of 0 ends before it begins.</summary>
    [Fact]
    public void An_activation_without_arguments_has_the_defaults() => Assert.Equal(new PhiPursuit(LookAhead: 8), new PhiPursuit());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_integers_give_the_supports_of_exact_fractions(bool isMatching)
    {
        Random random = new(7);
        int compared = 0;
        for (int round = 0; round < 150; round++)
        {
            int[] x = [.. Enumerable.Range(0, random.Next(8, 40)).Select(_ => random.Next(-6, 7))];
            int[][] kernels = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => random.Next(-5, 6))
                .ToArray())];
            int lookAhead = new[] { 1, 2, 50 }[round % 3];
            List<(int Kernel, int Position, Fraction Amplitude)>? exact = ExactPursuit.Encode(
                x, kernels, isMatching, lookAhead, stepLimit: 60);
            if (exact is null)
            {
                continue;
            }

            compared++;
            PursuitEncoder pursuit = new();
            PursuitOptions options = new(isMatching ? PursuitRefit.None : PursuitRefit.LeastSquares, LookAhead: lookAhead);
            List<CodedActivation> code = [];
            AtomDictionary atoms = new(
                ExampleShape.Signal(x.Length), [.. kernels.Select(k => k.Select(w => (float)w).ToArray())], isTransposed: true);
            pursuit.Encode([.. x.Select(v => (float)v)], atoms, options, code);
            Assert.Equal(exact.Select(e => (e.Kernel, e.Position)), code.Select(c => (c.Kernel, c.Position)));
            Assert.All(exact.Zip(code), pair => Assert.Equal((double)pair.First.Amplitude, pair.Second.Amplitude, 1e-5));
        }

        Assert.True(compared > 75, $"{compared}");
    }
}
