using Sans.Configuration.Kinds.Networks;
using Sans.Cpu.Operations;

namespace Sans.Cpu.Classification;

/// <summary>
/// Neighbouring input positions of a convolution that the same taps of its kernels have read. The middle of a row is one run.
/// Positions near its ends have their own.
/// </summary>
/// <param name="Target">The first position at the input.</param>
/// <param name="Positions">The number of positions.</param>
/// <param name="Source">The place that the gradients at the output are counted from.</param>
/// <param name="Terms">The pairs of taps and gradients: maps of the output ascending, then taps ascending.</param>
internal sealed record InputRun(int Target, int Positions, int Source, ProductTerm[] Terms)
{
    /// <summary>All runs of an input.</summary>
    /// <param name="inputShape">The shape of the input.</param>
    /// <param name="outputShape">The shape of the output.</param>
    /// <param name="lanes">Examples side by side.</param>
    /// <param name="weightCount">Weights of an output map.</param>
    public static IReadOnlyList<InputRun> Of(LayerShape inputShape, LayerShape outputShape, int lanes, int weightCount)
    {
        (int height, int width) = (inputShape.Height - outputShape.Height + 1, inputShape.Width - outputShape.Width + 1);
        Dictionary<(Taps Rows, Taps Columns), ProductTerm[]> known = [];
        List<InputRun> runs = [];
        for (int y = 0; y < inputShape.Height; y++)
        {
            var rows = Taps.At(y, height, outputShape.Height);
            for (int x = 0, next; x < inputShape.Width; x = next)
            {
                var columns = Taps.At(x, width, outputShape.Width);
                for (next = x + 1; next < inputShape.Width && Taps.At(next, width, outputShape.Width) == columns; next++)
                {
                }

                if (!known.TryGetValue((rows, columns), out ProductTerm[]? terms))
                {
                    known.Add((rows, columns), terms = Terms(rows, columns));
                }

                runs.Add(new InputRun(
                    ((y * inputShape.Width) + x) * lanes,
                    next - x,
                    (((y - rows.Last) * outputShape.Width) + x - columns.Last) * lanes,
                    terms));
            }
        }

        return runs;

        ProductTerm[] Terms(Taps rows, Taps columns) =>
        [
            .. from o in Enumerable.Range(0, outputShape.Channels)
               from v in rows.All
               from u in columns.All
               select new ProductTerm(
                   (o * weightCount) + (v * width) + u,
                   ((((o * outputShape.Height) + rows.Last - v) * outputShape.Width) + columns.Last - u) * lanes),
        ];
    }

    /// <summary>The taps, along one axis, that have read a position.</summary>
    private readonly record struct Taps(int First, int Last)
    {
        public IEnumerable<int> All => Enumerable.Range(First, Last - First + 1);

        public static Taps At(int position, int tapCount, int outputCount) =>
            new(Math.Max(0, position - outputCount + 1), Math.Min(tapCount - 1, position));
    }
}
