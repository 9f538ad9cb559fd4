namespace Sans.Configuration.Kinds.Routing;

/// <summary>The numbers of inputs for training, validation and test.</summary>
/// <param name="Train">Number of inputs to learn from.</param>
/// <param name="Validation">Number of inputs for choosing the parameters of a fit.</param>
/// <param name="Test">Number of inputs for the results in tables.</param>
public sealed record PointCounts(int Train, int Validation, int Test);
