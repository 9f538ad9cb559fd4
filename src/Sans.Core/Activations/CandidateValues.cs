namespace Sans.Core.Activations;

/// <summary>
/// The candidates of several maps: their positions, counted through all maps, and their values. Zeros are left out. The memory
/// serves one selection after another.
/// </summary>
internal sealed class CandidateValues
{
    private int[] _positions = [];
    private float[] _values = [];
    private int[] _found = [];
    private int[] _chosen = [];
    private int[] _scratch = [];

    // The threshold of the last search, where the next one starts. It changes the time only.
    private int _guess;

    /// <summary>Number of candidates.</summary>
    public int Count { get; private set; }

    /// <summary>The positions, ascending.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    /// <summary>The similarities at these positions.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    /// <summary>Takes the candidates of all maps of a selection. O(n) for each map.</summary>
    /// <param name="context">The context of a selection from all maps.</param>
    /// <param name="candidates">The candidates of a map.</param>
    /// <param name="borderTolerance">The tolerance of extrema, in samples.</param>
    public void TakeAll(in SelectionContext context, CandidateSet candidates, int borderTolerance)
    {
        Count = 0;
        Reserve(checked(context.Shape.PositionCount * context.KernelCount * context.ExampleCount));
        for (int example = 0; example < context.ExampleCount; example++)
        {
            for (int kernel = 0; kernel < context.KernelCount; kernel++)
            {
                int first = ((example * context.KernelCount) + kernel) * context.Length;
                Add(context, context.BatchMap(example, kernel), context.KernelSizeOf(kernel), first, candidates, borderTolerance);
            }
        }
    }

    /// <summary>Takes the candidates of the map of one kernel.</summary>
    /// <param name="context">The context of a selection from one map.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="borderTolerance">The tolerance of extrema, in samples.</param>
    public void TakeMap(in SelectionContext context, CandidateSet candidates, int borderTolerance)
    {
        Count = 0;
        Reserve(context.Shape.PositionCount);
        Add(context, context.Similarity, context.KernelSize, 0, candidates, borderTolerance);
    }

    /// <summary>
    /// The indices of the k candidates of largest magnitude, ascending. Ties go to the lower index. With fewer candidates, it is
    /// all of them.
    /// </summary>
    /// <param name="k">At least 1.</param>
    public ReadOnlySpan<int> Largest(int k)
    {
        SupportBuilder chosen = new(_chosen.AsSpan(0, Count));
        TopK.Select<ByMagnitude>(Values, k, ref _guess, _scratch, ref chosen);
        return chosen.Positions;
    }

    /// <summary>
    /// The budget of several maps: a share of the cells as large as a kernel, at least 1. A product that is a whole number in
    /// decimals counts as one.
    /// </summary>
    /// <param name="context">The context of a selection.</param>
    /// <param name="density">Kept values for each cell.</param>
    public static int BudgetOf(in SelectionContext context, double density)
    {
        long cells = 0;
        for (int kernel = 0; kernel < context.KernelCount; kernel++)
        {
            cells += context.Shape.CellCount(context.KernelSizeOf(kernel));
        }

        return (int)Math.Clamp(Math.Floor((context.ExampleCount * density * cells) + 1e-9), 1, int.MaxValue);
    }

    private void Add(
        in SelectionContext context, ReadOnlySpan<float> map, int kernelSize, int first, CandidateSet candidates, int borderTolerance)
    {
        if (candidates == CandidateSet.Extrema)
        {
            SupportBuilder found = new(_found.AsSpan(0, context.Shape.PositionCount), context.Shape);
            new Extrema(borderTolerance).Select(
                new SelectionContext(map, map.Length, 1, 0, context.Shape, kernelSize, context.Phase, context.Scratch), ref found);
            foreach (int position in found.Positions)
            {
                Add(first + position, map[position]);
            }

            return;
        }

        for (int row = 0; row < context.Shape.Height; row++)
        {
            int start = row * context.Shape.RowStride;
            for (int position = start; position < start + context.Shape.Width; position++)
            {
                Add(first + position, map[position]);
            }
        }
    }

    private void Add(int position, float value)
    {
        _positions[Count] = position;
        _values[Count] = value;
        Count += value == 0 ? 0 : 1;
    }

    private void Reserve(int most)
    {
        // One more than the most, because a zero is written before it is left out.
        if (_positions.Length <= most)
        {
            _positions = new int[most + 1];
            _values = new float[most + 1];
            _found = new int[most];
            _chosen = new int[most];
            _scratch = new int[TopK.ScratchSizeFor(most)];
        }
    }
}
