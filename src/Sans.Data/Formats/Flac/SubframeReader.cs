namespace Sans.Data.Formats.Flac;

/// <summary>Decodes the samples of one channel in one frame: a prediction and its residual.</summary>
internal sealed class SubframeReader(BitReader bits)
{
    private const int MostCoefficients = 32;

    // The four fixed predictors in linear form, the newest sample first.
    private static readonly int[][] FixedCoefficients = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    private readonly int[] _coefficients = new int[MostCoefficients];

    /// <summary>Decodes a subframe.</summary>
    /// <param name="samples">Receives the samples.</param>
    /// <param name="sampleBits">Bits of a sample, at most 25.</param>
    public void Read(Span<int> samples, int sampleBits)
    {
        if (bits.Read(1) != 0)
        {
            throw bits.Damaged("a subframe must begin with a zero");
        }

        int type = (int)bits.Read(6);
        int wasted = bits.Read(1) == 0 ? 0 : bits.ReadUnary(sampleBits) + 1;
        sampleBits -= wasted;
        if (sampleBits < 1)
        {
            throw bits.Damaged("a subframe has no bits left for its samples");
        }

        switch (type)
        {
            case 0:
                samples.Fill(bits.ReadSigned(sampleBits));
                break;
            case 1:
                ReadVerbatim(samples, sampleBits);
                break;
            case >= 8 and <= 12:
                ReadWarmUp(samples, sampleBits, type - 8);
                ReadResidual(samples, type - 8);
                Predict(samples, FixedCoefficients[type - 8], shift: 0);
                break;
            case >= 32:
                ReadLinear(samples, sampleBits, type - 31);
                break;
            default:
                throw bits.Damaged("the type of a subframe is reserved");
        }

        if (wasted > 0)
        {
            foreach (ref int sample in samples)
            {
                sample <<= wasted;
            }
        }
    }

    private void ReadVerbatim(Span<int> samples, int sampleBits)
    {
        foreach (ref int sample in samples)
        {
            sample = bits.ReadSigned(sampleBits);
        }
    }

    private void ReadWarmUp(Span<int> samples, int sampleBits, int order)
    {
        if (order > samples.Length)
        {
            throw bits.Damaged("a prediction is longer than its frame");
        }

        ReadVerbatim(samples[..order], sampleBits);
    }

    private void ReadLinear(Span<int> samples, int sampleBits, int order)
    {
        ReadWarmUp(samples, sampleBits, order);
        int precision = (int)bits.Read(4) + 1;
        int shift = bits.ReadSigned(5);
        if (precision == 16 || shift < 0)
        {
            throw bits.Damaged("the coefficients of a prediction are invalid");
        }

        for (int i = 0; i < order; i++)
        {
            _coefficients[i] = bits.ReadSigned(precision);
        }

        ReadResidual(samples, order);
        Predict(samples, _coefficients.AsSpan(0, order), shift);
    }

    /// <summary>Reads the residual, in Rice codes, behind the warm-up samples.</summary>
    private void ReadResidual(Span<int> samples, int order)
    {
        int method = (int)bits.Read(2);
        if (method > 1)
        {
            throw bits.Damaged("the coding of a residual is reserved");
        }

        int parameterBits = method == 0 ? 4 : 5;
        int partitionOrder = (int)bits.Read(4);
        int partition = samples.Length >> partitionOrder;
        if (partition << partitionOrder != samples.Length || partition < order)
        {
            throw bits.Damaged("the partitions of a residual do not fit its frame");
        }

        for (int start = 0, from = order; start < samples.Length; start += partition, from = start)
        {
            int parameter = (int)bits.Read(parameterBits);
            Span<int> part = samples[from..(start + partition)];
            if (parameter == (1 << parameterBits) - 1)
            {
                ReadVerbatim(part, (int)bits.Read(5));
            }
            else
            {
                ReadRice(part, parameter);
            }
        }
    }

    private void ReadRice(Span<int> part, int parameter)
    {
        foreach (ref int residual in part)
        {
            long value = ((long)bits.ReadUnary(int.MaxValue >> parameter) << parameter) | bits.Read(parameter);
            residual = (int)((value >> 1) ^ -(value & 1));
        }
    }

    private static void Predict(Span<int> samples, ReadOnlySpan<int> coefficients, int shift)
    {
        for (int t = coefficients.Length; t < samples.Length; t++)
        {
            long sum = 0;
            for (int i = 0; i < coefficients.Length; i++)
            {
                sum += (long)coefficients[i] * samples[t - 1 - i];
            }

            samples[t] = unchecked((int)(samples[t] + (sum >> shift)));
        }
    }
}
