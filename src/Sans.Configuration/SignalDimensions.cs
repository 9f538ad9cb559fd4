namespace Sans.Configuration;

/// <summary>The kinds of signal that an activation can select from.</summary>
[Flags]
public enum SignalDimensions
{
    /// <summary>Signals: <c>[length]</c>.</summary>
    One = 1,

    /// <summary>Images: <c>[height, width]</c>.</summary>
    Two = 2,
}
