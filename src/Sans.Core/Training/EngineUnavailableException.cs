namespace Sans.Core.Training;

/// <summary>An engine cannot run here. The message says why and what to do. It is printed as it is, with exit code 2.</summary>
/// <param name="message">The message, which starts with a lower-case letter.</param>
public sealed class EngineUnavailableException(string message) : Exception(message);
