using Sans.Configuration.Diagnostics;

namespace Sans.Tests.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["extrema", "extrema_pool_indices", "identity", "relu", "top_k_absolutes"];

    [Theory]
    [InlineData("extrma", "extrema")]
    [InlineData("exterma", "extrema")] // a swap is one edit
    [InlineData("Identity", "identity")]
    [InlineData("top-k-absolutes", "top_k_absolutes")]
    [InlineData("topk_absolute", "top_k_absolutes")]
    [InlineData("rleu", "relu")]
    [InlineData("rellu", "relu")]
    [InlineData("idntiti", "identity")]
    [InlineData("sigmoid", null)]
    [InlineData("x", null)]
    public void It_is_what_was_meant_or_nothing(string written, string? expected) => Assert.Equal(expected, NearestName.Of(written, Names));
}
