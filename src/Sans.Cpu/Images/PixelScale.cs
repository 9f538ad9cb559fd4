using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sans.Cpu.Images;

/// <summary>The meaning of the 256 values of a pixel: <c>(pixel + shift) / divisor</c>, rounded once.</summary>
/// <param name="Shift">A multiple of a half.</param>
/// <param name="Divisor">A multiple of a half, at least 1.</param>
internal readonly record struct PixelScale(float Shift, float Divisor)
{
    private readonly float _reciprocal = 1 / Divisor;

    /// <summary>The pixel that means zero, or <see langword="null"/> where none does.</summary>
    public byte? ZeroPixel => Shift is <= 0 and >= -byte.MaxValue && Shift == MathF.Round(Shift) ? (byte)-Shift : null;

    /// <summary>
    /// Unpacks 16 samples from 16 pixels. The quotient is corrected by its remainder, which gives the result of a division in a
    /// fraction of its time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Unpack(Vector128<byte> pixels) => Unpack(Widen(pixels));

    /// <summary>Packs 16 samples into 16 pixels.</summary>
    /// <returns>Whether <see cref="Unpack(Vector128{byte})"/> gives the same bits again.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPack(Vector512<float> samples, out Vector128<byte> pixels)
    {
        Vector512<int> whole = Vector512.ConvertToInt32(
            Vector512.FusedMultiplyAdd(samples, Vector512.Create(Divisor), Vector512.Create(0.5f - Shift)));
        Vector256<ushort> half = Vector256.Narrow(whole.GetLower().AsUInt32(), whole.GetUpper().AsUInt32());
        pixels = Vector128.Narrow(half.GetLower(), half.GetUpper());
        return Unpack(pixels).AsInt32() == samples.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Unpack(Vector512<int> pixels)
    {
        Vector512<float> dividend = Vector512.ConvertToSingle(pixels) + Vector512.Create(Shift);
        Vector512<float> quotient = dividend * Vector512.Create(_reciprocal);
        Vector512<float> remainder = Vector512.FusedMultiplyAdd(Vector512.Create(-Divisor), quotient, dividend);
        return Vector512.FusedMultiplyAdd(remainder, Vector512.Create(_reciprocal), quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widen(Vector128<byte> pixels)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Int32(pixels);
        }

        if (Avx2.IsSupported)
        {
            Vector128<byte> upper = Vector128.Shuffle(pixels.AsInt64(), Vector128.Create(1L, 0)).AsByte();
            return Vector512.Create(Avx2.ConvertToVector256Int32(pixels), Avx2.ConvertToVector256Int32(upper));
        }

        (Vector128<ushort> first, Vector128<ushort> second) = Vector128.Widen(pixels);
        return Vector512.Create(
            Vector256.Create(Vector128.WidenLower(first), Vector128.WidenUpper(first)).AsInt32(),
            Vector256.Create(Vector128.WidenLower(second), Vector128.WidenUpper(second)).AsInt32());
    }
}
