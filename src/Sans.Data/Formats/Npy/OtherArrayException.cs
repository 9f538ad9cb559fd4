namespace Sans.Data.Formats.Npy;

/// <summary>An array holds something else than numbers, or has more dimensions than signals have.</summary>
internal sealed class OtherArrayException(string problem) : DatasetException(problem);
