using Sans.Core.Models;
using Sans.Core.Numerics;

namespace Sans.Data.Filters;

/// <summary>
/// Designs Butterworth filters and notches as sections. The bilinear transform warps frequencies as
/// <c>scipy.signal.butter</c> and <c>iirnotch</c> do. All functions are portable.
/// </summary>
internal static class FilterDesign
{
    /// <summary>The sections of all filters: band, high pass, low pass, notches.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="rate">Samples per second. Every frequency is below its half.</param>
    public static IReadOnlyList<Section> Cascade(SignalFilters filters, double rate)
    {
        List<Section> sections = [];
        if (filters.BandPassHz is var (low, high))
        {
            sections.AddRange(BandPass(filters.Order, low / rate, high / rate));
        }

        if (filters.HighPassHz is { } least)
        {
            sections.AddRange(OneSided(filters.Order, least / rate, isHighPass: true));
        }

        if (filters.LowPassHz is { } greatest)
        {
            sections.AddRange(OneSided(filters.Order, greatest / rate, isHighPass: false));
        }

        sections.AddRange(filters.NotchHz.Select(f => Notch(f / rate, filters.NotchQuality)));
        return sections;
    }

    /// <summary>A high-pass or low-pass filter.</summary>
    /// <param name="order">Its order, at least 1.</param>
    /// <param name="cutoff">Its cutoff as a share of the rate, below 1/2.</param>
    /// <param name="isHighPass">Whether high frequencies pass.</param>
    public static IEnumerable<Section> OneSided(int order, double cutoff, bool isHighPass)
    {
        double width = PortableMath.TangentOfTurns(cutoff / 2);
        double zero = isHighPass ? 1 : -1;
        foreach ((double re, double im) in Prototype(order))
        {
            // The prototype's poles have magnitude 1, so that their inverses are the same poles.
            (double a1, double a2) = Bilinear(width * re, width * im, out double real);

            // A passing frequency, 0 or half the rate, gets gain 1. Alternating signs make the second the first.
            yield return im == 0
                ? new Section(1, -zero, 0, -real, 0).Times((1 + (zero * real)) / 2)
                : new Section(1, -2 * zero, 1, a1, a2).Times((1 - (zero * a1) + a2) / 4);
        }
    }

    /// <summary>A band-pass filter.</summary>
    /// <param name="order">Its order, at least 1. It has as many sections.</param>
    /// <param name="low">Its lower cutoff as a share of the rate, above 0.</param>
    /// <param name="high">Its upper cutoff, below 1/2.</param>
    public static IEnumerable<Section> BandPass(int order, double low, double high)
    {
        (double first, double last) = (PortableMath.TangentOfTurns(low / 2), PortableMath.TangentOfTurns(high / 2));
        (double width, double square) = (last - first, first * last);

        // Each section gets gain 1 at the middle of the band, where the whole filter has gain 1.
        double cosine = (1 - square) / (1 + square), sine = 2 * Math.Sqrt(square) / (1 + square);
        foreach ((double re, double im) in Prototype(order))
        {
            (double x, double y) = (width / 2 * re, width / 2 * im);
            (double rootX, double rootY) = Root((x * x) - (y * y) - square, 2 * x * y);
            if (im == 0 && rootY == 0)
            {
                _ = Bilinear(x + rootX, 0, out double one);
                _ = Bilinear(x - rootX, 0, out double other);
                yield return Middle(-(one + other), one * other);
                continue;
            }

            (double a1, double a2) = Bilinear(x + rootX, y + rootY, out _);
            yield return Middle(a1, a2);
            if (im != 0)
            {
                (a1, a2) = Bilinear(x - rootX, y - rootY, out _);
                yield return Middle(a1, a2);
            }
        }

        Section Middle(double a1, double a2)
        {
            (double re, double im) = (((1 + a2) * cosine) + a1, (1 - a2) * sine);
            return new Section(1, 0, -1, a1, a2).Times(Math.Sqrt((re * re) + (im * im)) / (2 * sine));
        }
    }

    /// <summary>A notch.</summary>
    /// <param name="frequency">Its frequency as a share of the rate, between 0 and 1/2.</param>
    /// <param name="quality">Its frequency divided by its width at half power, at least 1.</param>
    public static Section Notch(double frequency, double quality)
    {
        double gain = 1 / (1 + PortableMath.TangentOfTurns(frequency / quality / 2));
        double middle = -2 * gain * PortableMath.CosineOfTurns(frequency);
        return new Section(gain, middle, gain, middle, (2 * gain) - 1);
    }

    /// <summary>The poles of the low-pass filter of cutoff 1: one of each pair, and the real one of an odd order.</summary>
    private static IEnumerable<(double Re, double Im)> Prototype(int order)
    {
        for (int m = order - 1; m >= 0; m -= 2)
        {
            double turns = m / (4.0 * order);
            yield return (-PortableMath.CosineOfTurns(turns), m == 0 ? 0 : PortableMath.SineOfTurns(turns));
        }
    }

    /// <summary>
    /// The pole <c>z = (1 + s) / (1 - s)</c>, as the coefficients <c>-2 Re z</c> and <c>|z|²</c> of its pair.
    /// </summary>
    private static (double A1, double A2) Bilinear(double re, double im, out double real)
    {
        double below = ((1 - re) * (1 - re)) + (im * im);
        real = (1 - (re * re) - (im * im)) / below;
        return (-2 * real, (((1 + re) * (1 + re)) + (im * im)) / below);
    }

    /// <summary>The square root of a complex number, with a real part of at least 0.</summary>
    private static (double Re, double Im) Root(double re, double im)
    {
        double magnitude = Math.Sqrt((re * re) + (im * im));
        double large = Math.Sqrt((magnitude + Math.Abs(re)) / 2);
        double small = large == 0 ? 0 : im / (2 * large);
        return re >= 0 ? (large, small) : (Math.Abs(small), im < 0 ? -large : large);
    }
}
