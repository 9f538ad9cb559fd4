using Sans.Tests.Contracts.PublicApi;
using Sans.Torch;

namespace Sans.Tests.Torch;

/// <summary>The public types and members of the assembly that is built on request.</summary>
public sealed class TorchPublicApiTests
{
    [Fact]
    public Task Types_and_members_are_verified() => Snapshot.Verify(PublicApiTests.TextOf(typeof(TorchEngine).Assembly), "Sans.Torch");
}
