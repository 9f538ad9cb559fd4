namespace Sans.Runs;

/// <summary>Names of what trains.</summary>
public static class Processors
{
    /// <summary>The processor, as an engine and as a device.</summary>
    public const string Cpu = "cpu";
}
