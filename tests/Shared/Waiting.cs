using System.Diagnostics;

namespace Sans.Tests.Shared;

/// <summary>Waiting for another process or thread.</summary>
internal static class Waiting
{
    /// <summary>The longest wait for an event.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds. The test fails if that takes more than a minute.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="what">The same in words.</param>
    public static void Until(Func<bool> condition, string what)
    {
        for (var waited = Stopwatch.StartNew(); !condition(); Thread.Sleep(10))
        {
            Assert.True(waited.Elapsed < Limit, $"waited for too long: {what}");
        }
    }
}
