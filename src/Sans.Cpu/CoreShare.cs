namespace Sans.Cpu;

/// <summary>
/// The cores of a run, shared by its trials. A trial has one core while others wait. When fewer trials are left than cores, each
/// has an equal share.
/// </summary>
/// <param name="cores">Number of cores, at least 1.</param>
/// <param name="trials">Number of trials.</param>
/// <param name="leastProducts">The multiply-adds of an example, or of gradients, from which on several cores take part.</param>
/// <param name="mostBytes">The bytes of examples that go forward together. Each core has one example, whatever its size.</param>
internal sealed class CoreShare(int cores, int trials, long leastProducts = CoreShare.FasterTogether, long mostBytes = CoreShare.Memory)
{
    /// <summary>One core has done fewer multiply-adds before another one has begun.</summary>
    public const long FasterTogether = 1 << 21;

    private int _ended;

    /// <summary>Number of cores.</summary>
    public int Count => cores;

    /// <summary>The cores of each trial at the moment. It changes speed alone, never a result.</summary>
    public int PerTrial => Math.Max(1, cores / Math.Clamp(trials - Volatile.Read(ref _ended), 1, cores));

    /// <summary>The memory of examples that go forward together. The caches of a processor are smaller.</summary>
    public const long Memory = 1 << 26;

    /// <summary>The multiply-adds of an example, or of gradients, from which on several cores take part.</summary>
    public long LeastProducts => leastProducts;

    /// <summary>The bytes of examples that go forward together. Each core has one example, whatever its size.</summary>
    public long MostBytes => mostBytes;

    /// <summary>Does the work of a trial, which then leaves its cores to others.</summary>
    /// <param name="work">The work.</param>
    public T Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        finally
        {
            Interlocked.Increment(ref _ended);
        }
    }
}
