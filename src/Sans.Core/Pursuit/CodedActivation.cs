namespace Sans.Core.Pursuit;

/// <summary>An activation with an amplitude of its own.</summary>
/// <param name="Kernel">The kernel, in [0, q).</param>
/// <param name="Position">The position in its map. In an image row r and column c are <c>r · width + c</c>.</param>
/// <param name="Amplitude">The factor of the atom.</param>
public readonly record struct CodedActivation(int Kernel, int Position, float Amplitude);
