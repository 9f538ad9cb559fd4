using System.Runtime.Intrinsics;
using Sans.Core.Numerics;

namespace Sans.Data.Filters;

/// <summary>
/// Changes the rate by a ratio of whole numbers, as <c>scipy.signal.resample_poly</c> does. The low-pass filter has a Kaiser
/// window of β = 5. Samples beyond both ends are zero. Sample j of the result belongs to the time of sample <c>j · down / up</c>.
/// </summary>
internal sealed class Resampler
{
    /// <summary>The largest number of the ratio.</summary>
    public const int Largest = 100_000;

    private const int HalfWaves = 10;
    private const double Beta = 5;
    private const double Tolerance = 1e-12;

    private readonly int _half;
    private readonly int _taps;

    // For each phase the taps of one result, the earliest sample first. Zeros in front make them whole vectors.
    private readonly double[] _coefficients;

    /// <summary>Designs the filter.</summary>
    /// <param name="up">Samples of the result for each <paramref name="down"/> samples, without a common divisor.</param>
    /// <param name="down">Samples for each <paramref name="up"/> samples of the result.</param>
    public Resampler(int up, int down)
    {
        (Up, Down) = (up, down);
        int largest = Math.Max(up, down);
        _half = HalfWaves * largest;
        double[] filter = LowPass(_half, largest, up);
        _taps = DoubleLanes.RoundUp(((2 * _half) / up) + 1);
        _coefficients = new double[up * _taps];
        for (int phase = 0; phase < up; phase++)
        {
            for (int place = phase, k = 1; place < filter.Length; place += up, k++)
            {
                _coefficients[((phase + 1) * _taps) - k] = filter[place];
            }
        }
    }

    /// <summary>Samples of the result for each <see cref="Down"/> samples.</summary>
    public int Up { get; }

    /// <summary>Samples for each <see cref="Up"/> samples of the result.</summary>
    public int Down { get; }

    /// <summary>
    /// The ratio of two rates in lowest terms, or <see langword="null"/> where no whole numbers up to <see cref="Largest"/> have it.
    /// </summary>
    /// <param name="from">The rate of the samples.</param>
    /// <param name="to">The rate of the result.</param>
    public static (int Up, int Down)? RatioOf(double from, double to)
    {
        // The convergents of the continued fraction.
        double ratio = to / from, rest = ratio;
        (long up, long down, long upBefore, long downBefore) = (1, 0, 0, 1);
        while (rest is >= 0 and <= Largest)
        {
            long whole = (long)Math.Floor(rest);
            (up, upBefore) = ((whole * up) + upBefore, up);
            (down, downBefore) = ((whole * down) + downBefore, down);
            if (up > Largest || down > Largest)
            {
                return null;
            }

            if (up > 0 && Math.Abs((up / (double)down) - ratio) <= Tolerance * ratio)
            {
                return ((int)up, (int)down);
            }

            rest = 1 / (rest - whole);
        }

        return null;
    }

    /// <summary>The first sample of the result that is not before a sample.</summary>
    public long PlaceOf(long sample) => ((sample * Up) + Down - 1) / Down;

    /// <summary>Hands on the result of a piece, piece by piece.</summary>
    /// <param name="tape">The samples of the piece.</param>
    /// <param name="start">The place of its first sample in the recording.</param>
    /// <param name="take">Takes the result and tells whether it wants more.</param>
    /// <returns>Whether more is wanted.</returns>
    public bool Apply(SampleTape tape, long start, Func<ReadOnlySpan<double>, bool> take)
    {
        // The buffer begins with the samples before the present block that a result can need.
        double[] buffer = new double[_taps + SampleTape.BlockLength];
        double[] result = new double[SampleTape.BlockLength];
        long output = PlaceOf(start), end = PlaceOf(start + tape.Count);
        int filled = 0;
        long from = start - _taps;
        for (int block = 0; output < end; block++)
        {
            Span<double> fresh = buffer.AsSpan(_taps);
            int count = SampleTape.BlockLength;
            fresh.Clear();
            if (block < tape.BlockCount)
            {
                Span<double> samples = tape.Block(block);
                samples.CopyTo(fresh);

                // Behind the end come zeros, of which there are always enough.
                count = block == tape.BlockCount - 1 ? count : samples.Length;
            }

            for (; output < end; output++)
            {
                (long last, long phase) = Math.DivRem(_half + (output * Down), Up);
                long first = last - _taps + 1 - from;
                if (first > count)
                {
                    break;
                }

                result[filled++] = Dot(buffer.AsSpan((int)first, _taps), _coefficients.AsSpan((int)phase * _taps, _taps));
                if (filled == result.Length)
                {
                    if (!take(result))
                    {
                        return false;
                    }

                    filled = 0;
                }
            }

            buffer.AsSpan(count, _taps).CopyTo(buffer);
            from += count;
        }

        return filled == 0 || take(result.AsSpan(0, filled));
    }

    /// <summary>A dot product in 8 lanes, added by <see cref="DoubleLanes.Sum"/>. Multiply-adds are not fused.</summary>
    private static double Dot(ReadOnlySpan<double> samples, ReadOnlySpan<double> taps)
    {
        Vector512<double> sums = default;
        for (int i = 0; i <= taps.Length - DoubleLanes.Count; i += DoubleLanes.Count)
        {
            sums += Vector512.LoadUnsafe(in samples[i]) * Vector512.LoadUnsafe(in taps[i]);
        }

        return DoubleLanes.Sum(sums);
    }

    /// <summary>A windowed low-pass filter of gain 1 for a constant, multiplied for the inserted zeros.</summary>
    private static double[] LowPass(int half, int largest, int up)
    {
        double[] filter = new double[(2 * half) + 1];
        double whole = PortableMath.BesselI0(Beta);
        for (int n = 0; n <= half; n++)
        {
            double place = (half - n) / (double)half;
            double window = PortableMath.BesselI0(Beta * Math.Sqrt(1 - (place * place))) / whole;
            filter[n] = filter[(2 * half) - n] = Sinc(half - n, largest) / largest * window;
        }

        double sum = 0;
        foreach (double tap in filter)
        {
            sum += tap;
        }

        foreach (ref double tap in filter.AsSpan())
        {
            tap = tap / sum * up;
        }

        return filter;
    }

    /// <summary><c>sin(πx) / (πx)</c> for x = place / period.</summary>
    private static double Sinc(int place, int period) => place == 0 ? 1
        : PortableMath.SineOfTurns(place % (2 * period) / (2.0 * period)) / (Math.PI * place / period);
}
