namespace Sans.Runs;

/// <summary>A failure that the user can correct. It is printed without a stack trace, with exit code 2.</summary>
public sealed class UserErrorException(string message) : Exception(message);
