using Sans.Configuration.Parsing;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The words by which YAML names the choices of an experiment, and the way back.</summary>
internal static class SanWords
{
    /// <summary>Chooses by φ.</summary>
    public const string MeanPhi = "mean_phi";

    /// <summary>Chooses nothing.</summary>
    public const string NotChosen = "none";

    public static Protocol Protocol(object word) => (string)word == "as_published" ? Configuration.Kinds.Networks.Protocol.AsPublished : Configuration.Kinds.Networks.Protocol.Honest;

    public static Normalization Normalization(object word) => (string)word switch
    {
        "none" => Configuration.Kinds.Networks.Normalization.None,
        "unit" => Configuration.Kinds.Networks.Normalization.Unit,
        "symmetric" => Configuration.Kinds.Networks.Normalization.Symmetric,
        _ => Configuration.Kinds.Networks.Normalization.Standardize,
    };

    public static InvalidData OnInvalid(object word) => (string)word switch
    {
        "skip_window" => InvalidData.SkipWindow,
        "interpolate" => InvalidData.Interpolate,
        _ => InvalidData.Error,
    };

    public static SplitBy SplitBy(ConfigValue? word) => (word as ScalarValue)?.Value switch
    {
        "recording" => Configuration.SplitBy.Recording,
        "subject" => Configuration.SplitBy.Subject,
        _ => Configuration.SplitBy.Window,
    };

    public static string Of(SplitBy by) => by switch
    {
        Configuration.SplitBy.Recording => "recording",
        Configuration.SplitBy.Subject => "subject",
        _ => "window",
    };

    /// <summary>A number of samples, or the word for all of them.</summary>
    public static object OfSamples(int samples) => samples == SanSchema.AllSamples ? "all" : (long)samples;

    public static string Of(Protocol protocol) => protocol == Configuration.Kinds.Networks.Protocol.AsPublished ? "as_published" : "honest";

    public static string Of(Normalization normalization) => normalization switch
    {
        Configuration.Kinds.Networks.Normalization.None => "none",
        Configuration.Kinds.Networks.Normalization.Unit => "unit",
        Configuration.Kinds.Networks.Normalization.Symmetric => "symmetric",
        _ => "standardize",
    };

    public static string Of(InvalidData onInvalid) => onInvalid switch
    {
        InvalidData.SkipWindow => "skip_window",
        InvalidData.Interpolate => "interpolate",
        _ => "error",
    };
}
