namespace Sans.Runner.Health;

/// <summary>What <c>sans doctor</c> found.</summary>
/// <param name="Name">What it is about, in a word.</param>
/// <param name="Text">What was found.</param>
/// <param name="IsWrong">Whether runs would suffer from it.</param>
internal sealed record Finding(string Name, string Text, bool IsWrong = false);
