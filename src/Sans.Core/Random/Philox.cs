namespace Sans.Core.Random;

/// <summary>
/// The counter-based generator Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). It is a
/// keyed bijection of counters, so that any block of a stream can be computed alone.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The four random words of a counter.</summary>
    /// <param name="counter">Four words, the least significant first.</param>
    /// <param name="key">Two words, the least significant first.</param>
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Block(
        (uint Word0, uint Word1, uint Word2, uint Word3) counter, (uint Word0, uint Word1) key)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * counter.Word0;
            ulong product1 = (ulong)Multiplier1 * counter.Word2;
            counter = (
                (uint)(product1 >> 32) ^ counter.Word1 ^ key.Word0,
                (uint)product1,
                (uint)(product0 >> 32) ^ counter.Word3 ^ key.Word1,
                (uint)product0);
            key = (unchecked(key.Word0 + Weyl0), unchecked(key.Word1 + Weyl1));
        }

        return counter;
    }
}
