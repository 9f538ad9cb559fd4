using System.Numerics;

namespace Sans.Routing.Routers;

/// <summary>
/// A uniform hash of the exact bit pattern of an input and a salt. The same input always has the same hash. +0 and -0 are
/// different patterns.
/// </summary>
internal static class BitHash
{
    /// <summary>
    /// Computes 64 bits. The 32 bits of each number and the salt are mixed by multiplications and shifts (the finaliser of
    /// MurmurHash3, Appleby 2011).
    /// </summary>
    public static ulong Of(ReadOnlySpan<float> x, ulong salt)
    {
        ulong hash = Mix(salt);
        foreach (float value in x)
        {
            hash = Mix(BitOperations.RotateLeft(hash, 23) ^ BitConverter.SingleToUInt32Bits(value));
        }

        return hash;
    }

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits += 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 33)) * 0xFF51AFD7ED558CCD;
            bits = (bits ^ (bits >> 33)) * 0xC4CEB9FE1A85EC53;
            return bits ^ (bits >> 33);
        }
    }
}
