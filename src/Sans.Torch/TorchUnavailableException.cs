namespace Sans.Torch;

/// <summary>The engine cannot run here; the message says why and what to do, fit for the user.</summary>
public sealed class TorchUnavailableException(string message) : Exception(message);
