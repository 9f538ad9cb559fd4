namespace Sans.Data.Formats.Npy;

/// <summary>The failure of an array that does not hold numbers, or has too many dimensions.</summary>
internal sealed class OtherArrayException(string problem) : DatasetException(problem);
