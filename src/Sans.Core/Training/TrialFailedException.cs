namespace Sans.Core.Training;

/// <summary>A trial cannot go on; the message is fit for the user.</summary>
public sealed class TrialFailedException(string message) : Exception(message);
