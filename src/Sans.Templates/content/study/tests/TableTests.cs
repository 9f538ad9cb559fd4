using Sans.Runner;
using Sans.Testing;
using Xunit;

namespace MyStudy.Tests;

/// <summary>The tables of this study, digit for digit.</summary>
public sealed class TableTests
{
    /// <summary>A new table lies in first.received.txt. Rename it to first.verified.txt to accept it.</summary>
    [Fact]
    public Task First() => Snapshot.Verify(ExperimentTable.Of(MyStudy.First.Config, ActivationRegistry.Instance), "first");
}
