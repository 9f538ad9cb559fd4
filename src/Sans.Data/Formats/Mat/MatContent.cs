using Sans.Data.Formats.Arrays;

namespace Sans.Data.Formats.Mat;

/// <summary>The content of a MAT file.</summary>
/// <param name="Arrays">Its arrays of numbers, with the fields of structs.</param>
/// <param name="Others">Everything else.</param>
internal sealed record MatContent(IReadOnlyList<MatArray> Arrays, IReadOnlyList<MatOther> Others);

/// <summary>An array of real numbers in one or two dimensions.</summary>
/// <param name="Array">The array. Its numbers begin at an offset of the file, or of the plain content where it is compressed.</param>
/// <param name="CompressedAt">The offset of the compressed content, or <see langword="null"/> where nothing is compressed.</param>
internal sealed record MatArray(NamedArray Array, long? CompressedAt);

/// <summary>A variable that is no array of numbers.</summary>
/// <param name="Name">Its name, with the names of the structs around it.</param>
/// <param name="What">Its description.</param>
/// <param name="Number">Its value, if it is a single number.</param>
internal sealed record MatOther(string Name, string What, double? Number = null);
