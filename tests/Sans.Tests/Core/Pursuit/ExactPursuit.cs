using System.Numerics;

namespace Sans.Tests.Core.Pursuit;

/// <summary>The pursuit in exact fractions, written from the definition alone.</summary>
internal static class ExactPursuit
{
    /// <summary>Encodes integers with integer kernels under the transposed decoder.</summary>
    /// <param name="x">The signal.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="isMatching">Matching pursuit without refit. Else least squares.</param>
    /// <param name="lookAhead">Steps without a new least φ that end it.</param>
    /// <param name="stepLimit">An end for a matching pursuit that would go on for long.</param>
    /// <returns>
    /// The activations in order of choice, or <see langword="null"/> where two candidates of different norms tie, so that
    /// rounding decides.
    /// </returns>
    public static List<(int Kernel, int Position, Fraction Amplitude)>? Encode(
        int[] x, int[][] kernels, bool isMatching, int lookAhead, int stepLimit)
    {
        int n = x.Length;
        int weightCount = kernels.Sum(k => k.Length);
        Fraction magnitude = x.Sum(Math.Abs);
        List<(int Kernel, int Position)> support = [];
        List<Fraction> amplitudes = [];
        Fraction[] residual = [.. x.Select(v => (Fraction)v)];
        HashSet<(int, int)> left = [];
        Fraction least = PhiSquared(weightCount, 0, 1, n);
        List<Fraction> best = [];
        for (int step = 0, since = 0; step < stepLimit && since < lookAhead; step++)
        {
            Fraction bound = new(weightCount + (2 * (support.Count + 1)), n);
            if (bound * bound >= least)
            {
                break;
            }

            if (Choice(residual, kernels, left) is not { } choice)
            {
                break;
            }

            if (choice.IsTied)
            {
                return null;
            }

            (int kernel, int position) = choice.Place;
            if (isMatching)
            {
                int number = support.IndexOf((kernel, position));
                if (number < 0)
                {
                    number = support.Count;
                    support.Add((kernel, position));
                    amplitudes.Add(0);
                }

                amplitudes[number] += Product(residual, kernels[kernel], position) / Norm(kernels[kernel], position, n);
            }
            else
            {
                left.Add((kernel, position));
                if (DistanceToSpan(
                    support, (kernel, position), kernels, n) <= Norm(kernels[kernel], position, n) * new Fraction(1, 1_000_000))
                {
                    step--;
                    continue;
                }

                support.Add((kernel, position));
                amplitudes = Solve(support, kernels, [.. x.Select(v => (Fraction)v)]);
            }

            residual = Residual(x, kernels, support, amplitudes);
            Fraction loss = residual.Aggregate((Fraction)0, (sum, r) => sum + r.Abs()) / magnitude;
            Fraction phi = PhiSquared(weightCount, support.Count, loss, n);
            since++;
            if (phi < least)
            {
                (least, since) = (phi, 0);
                best = [.. amplitudes];
            }
        }

        return [.. best.Select((a, i) => (support[i].Kernel, support[i].Position, a)).Where(e => e.a != 0)];
    }

    private static ((int Kernel, int Position) Place, bool IsTied)? Choice(Fraction[] residual, int[][] kernels, HashSet<(int, int)> left)
    {
        Fraction largest = 0;
        Fraction norm = 0;
        (int, int) place = default;
        bool isTied = false;
        for (int kernel = 0; kernel < kernels.Length; kernel++)
        {
            for (int position = 0; position < residual.Length; position++)
            {
                Fraction here = Norm(kernels[kernel], position, residual.Length);
                if (here == 0 || here * 100 < kernels[kernel].Sum(w => w * w) || left.Contains((kernel, position)))
                {
                    continue;
                }

                Fraction product = Product(residual, kernels[kernel], position);
                Fraction value = product * product / here;
                if (value > largest)
                {
                    (largest, norm, place, isTied) = (value, here, (kernel, position), false);
                }
                else if (value == largest && largest != 0)
                {
                    isTied |= here != norm || !IsDyadic(product);
                }
            }
        }

        return largest == 0 ? null : (place, isTied);
    }

    // Numbers that a double holds exactly tie in doubles too.
    private static bool IsDyadic(Fraction value) => value.Denominator.IsPowerOfTwo;

    private static Fraction PhiSquared(int weightCount, int count, Fraction loss, int n)
    {
        Fraction ratio = new(weightCount + (2 * count), n);
        return (ratio * ratio) + (loss * loss);
    }

    private static int Tap(int[] kernel, int position, int t) =>
        t - position + ((kernel.Length - 1) / 2) is var u && u >= 0 && u < kernel.Length ? kernel[u] : 0;

    private static Fraction Norm(int[] kernel, int position, int n) =>
        Enumerable.Range(0, n).Sum(t => Tap(kernel, position, t) * Tap(kernel, position, t));

    private static Fraction Product(Fraction[] signal, int[] kernel, int position)
    {
        Fraction sum = 0;
        for (int t = 0; t < signal.Length; t++)
        {
            sum += signal[t] * Tap(kernel, position, t);
        }

        return sum;
    }

    private static Fraction[] Residual(int[] x, int[][] kernels, List<(int Kernel, int Position)> support, List<Fraction> amplitudes)
    {
        Fraction[] residual = [.. x.Select(v => (Fraction)v)];
        for (int i = 0; i < support.Count; i++)
        {
            for (int t = 0; t < x.Length; t++)
            {
                residual[t] -= amplitudes[i] * Tap(kernels[support[i].Kernel], support[i].Position, t);
            }
        }

        return residual;
    }

    private static Fraction DistanceToSpan(
        List<(int Kernel, int Position)> support, (int Kernel, int Position) candidate, int[][] kernels, int n)
    {
        Fraction[] atom = [.. Enumerable.Range(0, n).Select(t => (Fraction)Tap(kernels[candidate.Kernel], candidate.Position, t))];
        List<Fraction> amplitudes = Solve(support, kernels, atom);
        for (int i = 0; i < support.Count; i++)
        {
            for (int t = 0; t < n; t++)
            {
                atom[t] -= amplitudes[i] * Tap(kernels[support[i].Kernel], support[i].Position, t);
            }
        }

        return atom.Aggregate((Fraction)0, (sum, a) => sum + (a * a));
    }

    /// <summary>Least squares by Gauss-Jordan elimination.</summary>
    private static List<Fraction> Solve(List<(int Kernel, int Position)> support, int[][] kernels, Fraction[] signal)
    {
        int count = support.Count;
        Fraction[,] rows = new Fraction[count, count + 1];
        for (int i = 0; i < count; i++)
        {
            Fraction[] atom =
            [
                .. Enumerable.Range(0, signal.Length).Select(t => (Fraction)Tap(kernels[support[i].Kernel], support[i].Position, t)),
            ];
            for (int j = 0; j < count; j++)
            {
                rows[i, j] = Product(atom, kernels[support[j].Kernel], support[j].Position);
            }

            rows[i, count] = Product(signal, kernels[support[i].Kernel], support[i].Position);
        }

        for (int pivot = 0; pivot < count; pivot++)
        {
            for (int i = 0; i < count; i++)
            {
                if (i != pivot && rows[i, pivot] != 0)
                {
                    Fraction factor = rows[i, pivot] / rows[pivot, pivot];
                    for (int j = pivot; j <= count; j++)
                    {
                        rows[i, j] -= factor * rows[pivot, j];
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, count).Select(i => rows[i, count] / rows[i, i])];
    }
}

/// <summary>A fraction of whole numbers of any size.</summary>
internal readonly struct Fraction(BigInteger numerator, BigInteger denominator) : IComparable<Fraction>, IEquatable<Fraction>
{
    private readonly BigInteger _numerator = (denominator.Sign < 0
        ? -numerator
        : numerator) / BigInteger.GreatestCommonDivisor(numerator, denominator);
    private readonly BigInteger _denominator = BigInteger.Abs(denominator) / BigInteger.GreatestCommonDivisor(numerator, denominator);

    public BigInteger Denominator => _denominator.IsZero ? 1 : _denominator;

    public static implicit operator Fraction(int value) => new(value, 1);

    public static explicit operator double(Fraction value) => (double)value._numerator / (double)value.Denominator;

    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a._numerator * b.Denominator) + (b._numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) =>
        new((a._numerator * b.Denominator) - (b._numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => new(a._numerator * b._numerator, a.Denominator * b.Denominator);

    public static Fraction operator /(Fraction a, Fraction b) => new(a._numerator * b.Denominator, a.Denominator * b._numerator);

    public static bool operator ==(Fraction a, Fraction b) => a.CompareTo(b) == 0;

    public static bool operator !=(Fraction a, Fraction b) => a.CompareTo(b) != 0;

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public Fraction Abs() => new(BigInteger.Abs(_numerator), Denominator);

    public int CompareTo(Fraction other) => (_numerator * other.Denominator).CompareTo(other._numerator * Denominator);

    public bool Equals(Fraction other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_numerator, Denominator);
}
