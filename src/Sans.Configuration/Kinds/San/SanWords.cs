namespace Sans.Configuration;

/// <summary>The words by which YAML names the choices of an experiment, and the way back.</summary>
internal static class SanWords
{
    public static Protocol Protocol(object word) => (string)word == "as_published" ? Configuration.Protocol.AsPublished : Configuration.Protocol.Honest;

    public static Normalization Normalization(object word) => (string)word switch
    {
        "none" => Configuration.Normalization.None,
        "unit" => Configuration.Normalization.Unit,
        "symmetric" => Configuration.Normalization.Symmetric,
        _ => Configuration.Normalization.Standardize,
    };

    public static InvalidData OnInvalid(object word) => (string)word switch
    {
        "skip_window" => InvalidData.SkipWindow,
        "interpolate" => InvalidData.Interpolate,
        _ => InvalidData.Error,
    };

    public static string Of(Protocol protocol) => protocol == Configuration.Protocol.AsPublished ? "as_published" : "honest";

    public static string Of(Normalization normalization) => normalization switch
    {
        Configuration.Normalization.None => "none",
        Configuration.Normalization.Unit => "unit",
        Configuration.Normalization.Symmetric => "symmetric",
        _ => "standardize",
    };

    public static string Of(InvalidData onInvalid) => onInvalid switch
    {
        InvalidData.SkipWindow => "skip_window",
        InvalidData.Interpolate => "interpolate",
        _ => "error",
    };
}
