namespace Sans.Core.Models;

/// <summary>
/// The filters of a signal. Their order is: detrending, one zero-phase cascade of Butterworth filters and notches, resampling.
/// </summary>
public sealed record SignalFilters
{
    /// <summary>The order of Butterworth filters where nothing is said.</summary>
    public const int UsualOrder = 4;

    /// <summary>The quality of notches where nothing is said.</summary>
    public const double UsualNotchQuality = 30;

    /// <summary>The subtracted trend.</summary>
    public Detrending Detrend { get; init; }

    /// <summary>The two cutoffs of a band-pass filter in hertz, the lower first, or <see langword="null"/> for none.</summary>
    public (double Low, double High)? BandPassHz { get; init; }

    /// <summary>The cutoff of a high-pass filter in hertz, or <see langword="null"/> for none.</summary>
    public double? HighPassHz { get; init; }

    /// <summary>The cutoff of a low-pass filter in hertz, or <see langword="null"/> for none.</summary>
    public double? LowPassHz { get; init; }

    /// <summary>The order of each Butterworth filter, at least 1. A band-pass filter has twice as many poles.</summary>
    public int Order { get; init; } = UsualOrder;

    /// <summary>The frequencies of notches in hertz.</summary>
    public IReadOnlyList<double> NotchHz { get; init; } = [];

    /// <summary>The quality of each notch: its frequency divided by its width at half power.</summary>
    public double NotchQuality { get; init; } = UsualNotchQuality;

    /// <summary>Samples per second after resampling, or <see langword="null"/> for no resampling.</summary>
    public double? ResampleHz { get; init; }

    /// <summary>Whether there is a cascade: a band, a cutoff or a notch.</summary>
    public bool HasCascade => BandPassHz is not null || HighPassHz is not null || LowPassHz is not null || NotchHz.Count > 0;

    /// <summary>Whether nothing is filtered.</summary>
    public bool IsEmpty => Detrend == Detrending.None && !HasCascade && ResampleHz is null;
}

/// <summary>The trend that is subtracted from a signal.</summary>
public enum Detrending
{
    /// <summary>None.</summary>
    None,

    /// <summary>The mean.</summary>
    Constant,

    /// <summary>The line of least squares.</summary>
    Linear,
}
