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
    private AtomDictionary? _atoms;

    /// <summary>The activations of the last example, by kernel and position.</summary>
    public IReadOnlyList<CodedActivation> Code => _code;

    /// <summary>Encodes the example that a context shows.</summary>
    /// <param name="context">The example and the kernels.</param>
    /// <param name="options">The options of the pursuit.</param>
    public void Encode(in SelectionContext context, PursuitOptions options)
    {
        AtomDictionary atoms = AtomsOf(context);
        MapShape shape = context.Shape;
        if (_example.Length != shape.PositionCount)
        {
            _example = new float[shape.PositionCount];
        }

        for (int row = 0; row < shape.Height; row++)
        {
            context.Input().Slice(row * shape.RowStride, shape.Width).CopyTo(_example.AsSpan(row * shape.Width));
        }

        _encoder.Encode(_example, atoms, options, _code);
        _code.Sort(static (a, b) => a.Kernel != b.Kernel ? a.Kernel.CompareTo(b.Kernel) : a.Position.CompareTo(b.Position));
    }

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
