using Sans.Configuration;
using Sans.Core.Losses;
using Sans.Cpu.Operations;
using Sans.Cpu.Operations.Images;

namespace Sans.Cpu;

/// <summary>The loss of a training, over the buffers of a worker.</summary>
internal abstract class LossPass
{
    /// <summary>Whether every slope is -1, 0 or 1.</summary>
    public abstract bool HasSigns { get; }

    /// <summary>The pass for the loss of a training.</summary>
    /// <param name="loss">Name and parameters.</param>
    public static LossPass Of(LossConfig? loss) => LossRegistry.Of(loss).Accept(default(Maker));

    /// <inheritdoc cref="ReconstructionError.Run{TLoss}"/>
    public abstract float Run(PaddedBuffer reconstruction, PaddedBuffer signal, PaddedBuffer slope);

    /// <inheritdoc cref="PlaneError.Run{TLoss}"/>
    public abstract float Run(Plane reconstruction, Plane image, Plane slope, RowRange rows);

    /// <summary>The sum Σℓ over an example, in double precision, sample after sample.</summary>
    /// <param name="reconstruction">x̂</param>
    /// <param name="example">x</param>
    /// <param name="absoluteError">Σ|x̂ - x|, which is the result where every slope is a sign.</param>
    public double ValueOf(ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> example, float absoluteError)
    {
        if (HasSigns)
        {
            return absoluteError;
        }

        double sum = 0;
        for (int t = 0; t < example.Length; t++)
        {
            sum += ValueOf(reconstruction[t] - example[t]);
        }

        return sum;
    }

    /// <inheritdoc cref="ValueOf(ReadOnlySpan{float}, ReadOnlySpan{float}, float)"/>
    public double ValueOf(Plane reconstruction, Plane example, float absoluteError)
    {
        if (HasSigns)
        {
            return absoluteError;
        }

        double sum = 0;
        for (int row = 0; row < example.Layout.Height; row++)
        {
            for (int column = 0; column < example.Layout.Width; column++)
            {
                sum += ValueOf(reconstruction.At(row, column) - example.At(row, column));
            }
        }

        return sum;
    }

    /// <summary>The loss ℓ(r) of one residual.</summary>
    protected abstract double ValueOf(double residual);

    private readonly struct Maker : ILossVisitor<LossPass>
    {
        public LossPass Visit<T>(T loss)
            where T : struct, ILoss => new Pass<T>(loss);
    }

    private sealed class Pass<TLoss>(TLoss loss) : LossPass
        where TLoss : struct, ILoss
    {
        public override bool HasSigns => loss.HasSigns;

        public override float Run(PaddedBuffer reconstruction, PaddedBuffer signal, PaddedBuffer slope) =>
            ReconstructionError.Run(loss, reconstruction, signal, slope);

        public override float Run(Plane reconstruction, Plane image, Plane slope, RowRange rows) =>
            PlaneError.Run(loss, reconstruction, image, slope, rows);

        protected override double ValueOf(double residual) => loss.Value<double, ScalarArithmetic>(residual);
    }
}
