namespace Sans.Runner.Health;

/// <summary>One finding of <c>sans doctor</c>.</summary>
/// <param name="Name">Its subject, in one word.</param>
/// <param name="Text">The finding.</param>
/// <param name="IsWrong">Whether it would impair runs.</param>
internal sealed record Finding(string Name, string Text, bool IsWrong = false);
