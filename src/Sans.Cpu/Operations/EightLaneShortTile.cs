using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sans.Cpu.Operations;

/// <summary>
/// A <see cref="Correlation"/> with up to 11 taps on machines without AVX-512: three vectors of eight outputs after three
/// others. Inputs are loaded once and moved by lanes for each tap. Loads would be the limit, as every second one crosses a
/// cache line. The order of each sum is that of <see cref="Correlation"/>.
/// </summary>
/// <remarks>The registers suffice for three chains at a time. The processor begins with the next ones while they wait.</remarks>
internal static class EightLaneShortTile
{
    /// <summary>The most taps that the registers suffice for. With more taps, an <see cref="EightLaneTile"/> is quicker.</summary>
    public const int MostTaps = Width + 3;

    private const int Width = 8;

    /// <summary>Computes all outputs, with operands as in <see cref="Correlation.Run"/>.</summary>
    public static void Run(ref float input, ref float taps, int tapCount, ref float output, int outputCount, bool isAccumulating)
    {
        switch (tapCount / Width)
        {
            case 0:
                Run<Zero>(ref input, ref taps, tapCount % Width, ref output, outputCount, isAccumulating);
                break;
            default:
                Run<One>(ref input, ref taps, tapCount % Width, ref output, outputCount, isAccumulating);
                break;
        }
    }

    private static void Run<TEights>(ref float input, ref float taps, int rest, ref float output, int outputCount, bool isAccumulating)
        where TEights : struct, ITileSize
    {
        switch (rest)
        {
            case 0:
                Run<TEights, Zero>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
            case 1:
                Run<TEights, One>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
            case 2:
                Run<TEights, Two>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
            case 3:
                Run<TEights, Three>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
            case 4:
                Run<TEights, Four>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
            case 5:
                Run<TEights, Five>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
            case 6:
                Run<TEights, Six>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
            default:
                Run<TEights, Seven>(ref input, ref taps, ref output, outputCount, isAccumulating);
                break;
        }
    }

    /// <summary>The code is compiled for each number of taps, so that it has no checks for further taps.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Run<TEights, TRest>(ref float input, ref float taps, ref float output, int outputCount, bool isAccumulating)
        where TEights : struct, ITileSize
        where TRest : struct, ITileSize
    {
        int tapCount = (TEights.Value * Width) + TRest.Value;
        float* room = stackalloc float[MostTaps * Width];
        ref float wide = ref Unsafe.AsRef<float>(room);
        for (int k = 0; k < tapCount; k++)
        {
            Vector256.Create(Unsafe.Add(ref taps, k)).StoreUnsafe(ref wide, (nuint)(k * Width));
        }

        // A middle has the upper half of one vector and the lower half of the next.
        Vector256<float> x0 = Load(ref input, 0), x1 = Load(ref input, 1), m0 = Middle(x0, x1);
        for (int i = 0; i < outputCount; i += 3 * Width)
        {
            ref float here = ref Unsafe.Add(ref input, i);
            Vector256<float> x2 = Load(ref here, 2), x3 = Load(ref here, 3), x4 = Load(ref here, 4);
            Vector256<float> m1 = Middle(x1, x2), m2 = Middle(x2, x3), m3 = Middle(x3, x4);
            Vector256<float> sum0 = isAccumulating ? Load(ref Unsafe.Add(ref output, i), 0) : default, sum1 = isAccumulating
                ? Load(ref Unsafe.Add(ref output, i), 1)
                : default, sum2 = isAccumulating ? Load(ref Unsafe.Add(ref output, i), 2) : default;
            sum0 = Vector256.FusedMultiplyAdd(Load(ref wide, 0), x0, sum0);
            sum1 = Vector256.FusedMultiplyAdd(Load(ref wide, 0), x1, sum1);
            sum2 = Vector256.FusedMultiplyAdd(Load(ref wide, 0), x2, sum2);
            sum0 = tapCount > 8 ? Vector256.FusedMultiplyAdd(Load(ref wide, 8), x1, sum0) : sum0;
            sum1 = tapCount > 8 ? Vector256.FusedMultiplyAdd(Load(ref wide, 8), x2, sum1) : sum1;
            sum2 = tapCount > 8 ? Vector256.FusedMultiplyAdd(Load(ref wide, 8), x3, sum2) : sum2;
            sum0 = tapCount > 1 ? Vector256.FusedMultiplyAdd(Load(ref wide, 1), Between(x0, m0, 1 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 1 ? Vector256.FusedMultiplyAdd(Load(ref wide, 1), Between(x1, m1, 1 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 1 ? Vector256.FusedMultiplyAdd(Load(ref wide, 1), Between(x2, m2, 1 * sizeof(float)), sum2) : sum2;
            sum0 = tapCount > 9 ? Vector256.FusedMultiplyAdd(Load(ref wide, 9), Between(x1, m1, 1 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 9 ? Vector256.FusedMultiplyAdd(Load(ref wide, 9), Between(x2, m2, 1 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 9 ? Vector256.FusedMultiplyAdd(Load(ref wide, 9), Between(x3, m3, 1 * sizeof(float)), sum2) : sum2;
            sum0 = tapCount > 2 ? Vector256.FusedMultiplyAdd(Load(ref wide, 2), Between(x0, m0, 2 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 2 ? Vector256.FusedMultiplyAdd(Load(ref wide, 2), Between(x1, m1, 2 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 2 ? Vector256.FusedMultiplyAdd(Load(ref wide, 2), Between(x2, m2, 2 * sizeof(float)), sum2) : sum2;
            sum0 = tapCount > 10 ? Vector256.FusedMultiplyAdd(Load(ref wide, 10), Between(x1, m1, 2 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 10 ? Vector256.FusedMultiplyAdd(Load(ref wide, 10), Between(x2, m2, 2 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 10 ? Vector256.FusedMultiplyAdd(Load(ref wide, 10), Between(x3, m3, 2 * sizeof(float)), sum2) : sum2;
            sum0 = tapCount > 3 ? Vector256.FusedMultiplyAdd(Load(ref wide, 3), Between(x0, m0, 3 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 3 ? Vector256.FusedMultiplyAdd(Load(ref wide, 3), Between(x1, m1, 3 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 3 ? Vector256.FusedMultiplyAdd(Load(ref wide, 3), Between(x2, m2, 3 * sizeof(float)), sum2) : sum2;
            sum0 = tapCount > 4 ? Vector256.FusedMultiplyAdd(Load(ref wide, 4), m0, sum0) : sum0;
            sum1 = tapCount > 4 ? Vector256.FusedMultiplyAdd(Load(ref wide, 4), m1, sum1) : sum1;
            sum2 = tapCount > 4 ? Vector256.FusedMultiplyAdd(Load(ref wide, 4), m2, sum2) : sum2;
            sum0 = tapCount > 5 ? Vector256.FusedMultiplyAdd(Load(ref wide, 5), Between(m0, x1, 1 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 5 ? Vector256.FusedMultiplyAdd(Load(ref wide, 5), Between(m1, x2, 1 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 5 ? Vector256.FusedMultiplyAdd(Load(ref wide, 5), Between(m2, x3, 1 * sizeof(float)), sum2) : sum2;
            sum0 = tapCount > 6 ? Vector256.FusedMultiplyAdd(Load(ref wide, 6), Between(m0, x1, 2 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 6 ? Vector256.FusedMultiplyAdd(Load(ref wide, 6), Between(m1, x2, 2 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 6 ? Vector256.FusedMultiplyAdd(Load(ref wide, 6), Between(m2, x3, 2 * sizeof(float)), sum2) : sum2;
            sum0 = tapCount > 7 ? Vector256.FusedMultiplyAdd(Load(ref wide, 7), Between(m0, x1, 3 * sizeof(float)), sum0) : sum0;
            sum1 = tapCount > 7 ? Vector256.FusedMultiplyAdd(Load(ref wide, 7), Between(m1, x2, 3 * sizeof(float)), sum1) : sum1;
            sum2 = tapCount > 7 ? Vector256.FusedMultiplyAdd(Load(ref wide, 7), Between(m2, x3, 3 * sizeof(float)), sum2) : sum2;
            sum0.StoreUnsafe(ref output, (nuint)(i + (0 * Width)));
            sum1.StoreUnsafe(ref output, (nuint)(i + (1 * Width)));
            sum2.StoreUnsafe(ref output, (nuint)(i + (2 * Width)));
            (x0, x1, m0) = (x3, x4, m3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Middle(Vector256<float> first, Vector256<float> second) => Avx.Permute2x128(first, second, 0x21);

    /// <summary>
    /// The vector that begins <paramref name="lag"/> bytes, up to three lanes, behind the first of two vectors that overlap by
    /// half.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Between(Vector256<float> first, Vector256<float> second, [ConstantExpected] byte lag) =>
        Avx2.AlignRight(second.AsByte(), first.AsByte(), lag).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float start, int vector) => Vector256.LoadUnsafe(ref start, (nuint)(vector * Width));
}
