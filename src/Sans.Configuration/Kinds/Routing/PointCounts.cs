namespace Sans.Configuration.Kinds.Routing;

/// <summary>Numbers of inputs.</summary>
/// <param name="Train">Those that are learned from.</param>
/// <param name="Validation">Those by which parameters of a fit are chosen.</param>
/// <param name="Test">Those that tables tell of.</param>
public sealed record PointCounts(int Train, int Validation, int Test);
