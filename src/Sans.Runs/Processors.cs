namespace Sans.Runs;

/// <summary>The names of embedded engines and devices.</summary>
public static class Processors
{
    /// <summary>The name of the processor, both as an engine and as a device.</summary>
    public const string Cpu = "cpu";
}
