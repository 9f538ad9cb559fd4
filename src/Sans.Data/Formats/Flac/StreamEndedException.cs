namespace Sans.Data.Formats.Flac;

/// <summary>The failure of a stream that ends before its last sample. What came before the end is right.</summary>
/// <param name="problem">The message.</param>
internal sealed class StreamEndedException(string problem) : DatasetException(problem);
