using Sans.Networks.Weights;

namespace Sans.Tests.Networks;

/// <summary>Model files have names that every file system takes.</summary>
public sealed class ModelNamesTests
{
    [Fact]
    public void Names_follow_from_keys_and_are_told_apart_without_case()
    {
        string longKey = new string('x', 200) + "/relu/q=1/m=3/seed=0";
        string[] keys =
        [
            "ecg/extrema/q=1/m=35/seed=0", "a b:c*?\"<>|\\é/relu/q=1/m=3/seed=0", "ECG/relu/q=1/m=3/seed=0", "ecg/relu/q=1/m=3/seed=0",
            "con/relu/q=1/m=3/seed=0", longKey, longKey + "1",
        ];
        IReadOnlyDictionary<string, string> names = ModelNames.Of(keys);
        Assert.Equal("ecg_extrema_q=1_m=35_seed=0", names[keys[0]]);
        Assert.Equal("a-b-c--------_relu_q=1_m=3_seed=0", names[keys[1]]);
        Assert.Matches("^ECG_relu_q=1_m=3_seed=0-[0-9a-f]{8}$", names[keys[2]]);
        Assert.Equal("con_relu_q=1_m=3_seed=0", names[keys[4]]);
        Assert.Equal(keys.Length, names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names.Values, n => Assert.Matches("^[A-Za-z0-9._=-]{1,100}$", n));
    }
}
