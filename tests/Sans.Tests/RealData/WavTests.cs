using Sans.Data.Recordings;

namespace Sans.Tests.RealData;

/// <summary>WAV against the values of an independent reader.</summary>
public sealed class WavTests
{
    [RealDataFact("edf/SC4001E0-PSG.wav")]
    public void Samples_are_those_of_an_independent_reader()
    {
        const string Name = "SC4001E0-PSG.wav";
        long[] sums = [3136128, 2403072, 3143456, 321623840, 1876206768, -21652784, 2181168512];
        RecordingFile recording = Assert.Single(RecordingFormats.Open(RealDataFolder.File("edf", Name), Name, ReadingOptions.None));
        Assert.Equal(Enumerable.Repeat(new ChannelHead("", "", 1, 79_500), sums.Length), recording.Channels);
        for (int c = 0; c < sums.Length; c++)
        {
            Assert.Equal(sums[c], recording.Read(c, int.MaxValue).Values.Sum());
        }
    }
}
