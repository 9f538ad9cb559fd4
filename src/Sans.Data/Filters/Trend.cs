using Sans.Core.Models;

namespace Sans.Data.Filters;

/// <summary>Subtracts the trend of a signal, as <c>scipy.signal.detrend</c> does.</summary>
internal static class Trend
{
    /// <summary>Subtracts a trend in place. Sums are added in blocks, then block by block.</summary>
    /// <param name="tape">The samples, at least one.</param>
    /// <param name="detrending">The trend.</param>
    public static void Subtract(SampleTape tape, Detrending detrending)
    {
        if (detrending == Detrending.None)
        {
            return;
        }

        double middle = (tape.Count - 1) / 2.0;
        double sum = 0, moment = 0;
        for (int block = 0; block < tape.BlockCount; block++)
        {
            double sumOfBlock = 0, momentOfBlock = 0, time = ((double)block * SampleTape.BlockLength) - middle;
            foreach (double sample in tape.Block(block))
            {
                sumOfBlock += sample;
                momentOfBlock += time * sample;
                time++;
            }

            sum += sumOfBlock;
            moment += momentOfBlock;
        }

        double count = tape.Count;
        double mean = sum / count;
        double slope = detrending == Detrending.Linear && count > 1 ? moment / (count * ((count * count) - 1) / 12) : 0;
        for (int block = 0; block < tape.BlockCount; block++)
        {
            double time = ((double)block * SampleTape.BlockLength) - middle;
            foreach (ref double sample in tape.Block(block))
            {
                sample -= mean + (slope * time);
                time++;
            }

            tape.Keep(block);
        }
    }
}
