using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sans.Runs.Journals;

/// <summary>The form of the JSON files of a run folder: snake_case, LF, readable letters.</summary>
public static class JsonFormat
{
    /// <summary>One value per line, for files that people open.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(isIndented: true);

    /// <summary>Everything on one line, for journals.</summary>
    public static JsonSerializerOptions Line { get; } = Create(isIndented: false);

    private static JsonSerializerOptions Create(bool isIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        WriteIndented = isIndented,
        NewLine = "\n",
    };
}
