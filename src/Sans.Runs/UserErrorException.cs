namespace Sans.Runs;

/// <summary>Something that the user can put right: printed as it is, without a stack trace, exit code 2.</summary>
public sealed class UserErrorException(string message) : Exception(message);
