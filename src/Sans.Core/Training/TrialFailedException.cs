namespace Sans.Core.Training;

/// <summary>The failure of one trial. The message is for the user.</summary>
public sealed class TrialFailedException(string message) : Exception(message);
