namespace Sans.Configuration.Schema;

/// <summary>The keys of a dataset that filter its signal.</summary>
public static class FilterSchemas
{
    /// <summary>The subtracted trend.</summary>
    public const string Detrend = "detrend";

    /// <summary>The two cutoffs of a band-pass filter.</summary>
    public const string BandPass = "band_pass_hz";

    /// <summary>The cutoff of a high-pass filter.</summary>
    public const string HighPass = "high_pass_hz";

    /// <summary>The cutoff of a low-pass filter.</summary>
    public const string LowPass = "low_pass_hz";

    /// <summary>The order of Butterworth filters.</summary>
    public const string Order = "filter_order";

    /// <summary>The frequencies of notches.</summary>
    public const string Notch = "notch_hz";

    /// <summary>The quality of notches.</summary>
    public const string NotchQuality = "notch_quality";

    /// <summary>Samples per second after resampling.</summary>
    public const string Resample = "resample_hz";

    private static readonly NumberSchema Frequency = new(1e-6, 1e9);

    /// <summary>The keys.</summary>
    internal static KeySchema[] Keys { get; } =
    [
        new(Detrend, new ChoiceSchema(new("constant", "linear")), "The trend to subtract from the signal: its mean, or its line of least "
            + "squares. Filters come before windows, in this order: trend, band and cutoffs and notches, resampling.", IsOptional: true),
        new(BandPass, new SweepSchema(Frequency), "The two cutoffs of a zero-phase Butterworth filter in hertz, such as [0.5, 40].",
            IsOptional: true),
        new(HighPass, Frequency, "The cutoff of a zero-phase Butterworth filter in hertz. Lower frequencies are removed.", IsOptional: true),
        new(LowPass, Frequency, "The cutoff of a zero-phase Butterworth filter in hertz. Higher frequencies are removed.", IsOptional: true),
        new(Order, new IntegerSchema(1, 12), "The order of the Butterworth filters. By default 4.", IsOptional: true),
        new(Notch, new SweepSchema(Frequency), "One or several frequencies in hertz to remove, such as 50 or [50, 100].",
            IsOptional: true),
        new(NotchQuality, new NumberSchema(1, 1000), "The frequency of a notch divided by its width at half power. By default 30.",
            IsOptional: true),
        new(Resample, Frequency, "Samples per second after resampling with a polyphase filter.", IsOptional: true),
    ];

    /// <summary>Whether a key filters.</summary>
    public static bool IsFilter(string key) => Array.Exists(Keys, k => k.Name == key);

    /// <summary>Whether the values of a key are used together.</summary>
    internal static bool IsList(string key) => key is BandPass or Notch;
}
