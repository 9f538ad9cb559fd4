namespace Sans.Data;

/// <summary>The progress of reading a dataset.</summary>
/// <param name="Dataset">The label of the dataset.</param>
/// <param name="Files">Number of files that were read whole.</param>
/// <param name="FileCount">Number of its files.</param>
/// <param name="Samples">Number of samples read so far.</param>
public sealed record ReadingProgress(string Dataset, int Files, int FileCount, long Samples);
