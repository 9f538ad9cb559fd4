namespace Sans.Data.Formats.Text;

/// <summary>Tells a clock from a signal, by numbers that may come in pieces.</summary>
internal sealed class EvenRise
{
    private const int Fewest = 8;
    private const double Tolerance = 0.02;

    // No even rise has steps that differ so much.
    private const double LargestRatio = 1.1;

    private double _first;
    private double _last;
    private long _count;
    private double _leastStep = double.PositiveInfinity;
    private double _greatestStep = double.NegativeInfinity;
    private double _oneStep = double.NaN;
    private double _otherStep = double.NaN;
    private bool _hasTwoSteps = true;

    /// <summary>Whether further numbers can still make the rise even.</summary>
    public bool IsPossible { get; private set; } = true;

    /// <summary>Whether numbers rise in equal steps, apart from rounding.</summary>
    public bool IsEven
    {
        get
        {
            double step = (_last - _first) / (_count - 1);
            return IsPossible && _count >= Fewest && step > 0
                && (AreRounded || (_greatestStep - step <= Tolerance * step && step - _leastStep <= Tolerance * step));
        }
    }

    /// <summary>
    /// Whether all steps are k or k + 1 units of the last decimal, for one whole number k. So are those of equal steps that
    /// are rounded.
    /// </summary>
    private bool AreRounded
    {
        get
        {
            double ratio = _leastStep / (_greatestStep - _leastStep);
            return _hasTwoSteps && !double.IsNaN(_otherStep) && ratio > 0.5 && Math.Abs(ratio - Math.Round(ratio)) <= Tolerance * ratio;
        }
    }

    /// <summary>Whether numbers rise in equal steps, apart from rounding.</summary>
    public static bool Is(ReadOnlySpan<double> numbers)
    {
        EvenRise rise = new();
        rise.Add(numbers);
        return rise.IsEven;
    }

    /// <summary>Takes the next numbers.</summary>
    /// <param name="numbers">The numbers. A missing one ends the rise.</param>
    public void Add(ReadOnlySpan<double> numbers)
    {
        for (int i = 0; i < numbers.Length && IsPossible; i++)
        {
            if (_count == 0)
            {
                _first = numbers[i];
            }
            else
            {
                double step = numbers[i] - _last;
                _leastStep = Math.Min(_leastStep, step);
                _greatestStep = Math.Max(_greatestStep, step);
                Compare(step, numbers[i]);
                IsPossible = step > 0 && (_hasTwoSteps || _greatestStep <= LargestRatio * _leastStep);
            }

            _last = numbers[i];
            _count++;
        }
    }

    /// <summary>Notes whether a step is one of two, apart from errors of arithmetic.</summary>
    private void Compare(double step, double number)
    {
        double noise = 1e-15 * (Math.Abs(number) + Math.Abs(_first));
        if (double.IsNaN(_oneStep))
        {
            _oneStep = step;
        }
        else if (Math.Abs(step - _oneStep) > noise)
        {
            _otherStep = double.IsNaN(_otherStep) ? step : _otherStep;
            _hasTwoSteps &= Math.Abs(step - _otherStep) <= noise;
        }
    }
}
