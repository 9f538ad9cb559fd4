using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Core.Pursuit;

/// <summary>The memory of a pursuit between examples: that of the encoder, and the atoms while the kernels stay the same.</summary>
internal sealed class PursuitWorkspace
{
    private readonly PursuitEncoder _encoder = new();
    private readonly List<CodedActivation> _code = [];
    private float[][] _kernels = [];
    private float[] _example = [];
    private int[] _positions = [];
    private AtomDictionary? _atoms;

    /// <summary>Encodes the example that a context shows.</summary>
    /// <param name="context">The example and the kernels.</param>
    /// <param name="options">The options of the pursuit.</param>
    public void Encode(in SelectionContext context, PursuitOptions options)
    {
        TakeExample(context);
        _encoder.Encode(_example, AtomsOf(context), options, _code);
        Sort();
    }

    /// <summary>Finds amplitudes of least squares for the positions that an activation keeps of the example.</summary>
    /// <param name="context">The example, its maps and the kernels.</param>
    /// <param name="selector">The activation, of scope map or sample.</param>
    public void Refit<T>(in SelectionContext context, T selector)
        where T : struct, ISparseActivation
    {
        TakeExample(context);
        _code.Clear();
        if (T.Scope == SelectionScope.Map)
        {
            for (int kernel = 0; kernel < context.KernelCount; kernel++)
            {
                Keep(selector, context.OfMap(kernel), kernel, 1);
            }
        }
        else
        {
            Keep(selector, context, 0, context.KernelCount);
        }

        _encoder.Refit(_example, AtomsOf(context), _code);
        Sort();
    }

    /// <summary>
    /// Adds the positions of the last code to a support. They are numbered through the maps of all kernels.
    /// </summary>
    /// <param name="support">Receives them.</param>
    /// <param name="context">The context of the selection that made the code.</param>
    public void AddTo(ref SupportBuilder support, in SelectionContext context)
    {
        foreach (CodedActivation activation in _code)
        {
            (int row, int column) = (activation.Position / context.Shape.Width, activation.Position % context.Shape.Width);
            support.Add((activation.Kernel * context.Length) + (row * context.Shape.RowStride) + column);
        }
    }

    /// <summary>The amplitudes of the last code, by kernel and position.</summary>
    /// <param name="values">Receives them.</param>
    public void CopyAmplitudes(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _code[i].Amplitude;
        }
    }

    private void Keep<T>(T selector, in SelectionContext context, int firstKernel, int mapCount)
        where T : struct, ISparseActivation
    {
        MapShape shape = context.Shape;
        MapShape together = mapCount == 1 ? shape : shape with { Height = checked(shape.Height * mapCount) };
        if (_positions.Length < together.PositionCount)
        {
            _positions = new int[together.PositionCount];
        }

        SupportBuilder support = new(_positions.AsSpan(0, together.PositionCount), together);
        selector.Select(context, ref support);
        foreach (int index in support.Positions)
        {
            (int map, int position) = Math.DivRem(index, shape.Length);
            int place = (position / shape.RowStride * shape.Width) + (position % shape.RowStride);
            _code.Add(new CodedActivation(firstKernel + map, place, 0));
        }
    }

    private void TakeExample(in SelectionContext context)
    {
        MapShape shape = context.Shape;
        if (_example.Length != shape.PositionCount)
        {
            _example = new float[shape.PositionCount];
        }

        for (int row = 0; row < shape.Height; row++)
        {
            context.Input().Slice(row * shape.RowStride, shape.Width).CopyTo(_example.AsSpan(row * shape.Width));
        }
    }

    private void Sort() =>
        _code.Sort(static (a, b) => a.Kernel != b.Kernel ? a.Kernel.CompareTo(b.Kernel) : a.Position.CompareTo(b.Position));

    private AtomDictionary AtomsOf(in SelectionContext context)
    {
        MapShape shape = context.Shape;
        ExampleShape example = new(shape.Height, shape.Width);
        bool isSame = _atoms is not null
            && _atoms.Shape == example
            && _kernels.Length == context.KernelCount
            && _atoms.IsTransposed == context.UsesTransposedDecoder;
        for (int kernel = 0; isSame && kernel < _kernels.Length; kernel++)
        {
            isSame = context.Kernel(kernel).SequenceEqual(_kernels[kernel]);
        }

        if (!isSame)
        {
            _kernels = new float[context.KernelCount][];
            for (int kernel = 0; kernel < _kernels.Length; kernel++)
            {
                _kernels[kernel] = context.Kernel(kernel).ToArray();
            }

            _atoms = new AtomDictionary(example, _kernels, context.UsesTransposedDecoder);
        }

        return _atoms!;
    }
}
