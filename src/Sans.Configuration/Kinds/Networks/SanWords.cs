namespace Sans.Configuration.Kinds.Networks;

/// <summary>The words by which YAML names the choices of an experiment, and the way back.</summary>
internal static class SanWords
{
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
