namespace Sans.Configuration;

/// <summary>Literal readings of the paper, each with one value or both, which multiply.</summary>
/// <param name="Initialization">As <see cref="ReadingsConfig.Initialization"/>.</param>
/// <param name="UseKernelAreas">As <see cref="ReadingsConfig.UseKernelAreas"/>; what tables tell is not swept.</param>
/// <param name="UseTransposedDecoder">As <see cref="ReadingsConfig.UseTransposedDecoder"/>.</param>
public sealed record ReadingsGrid(Sweep<KernelInitialization> Initialization, bool UseKernelAreas, Sweep<bool> UseTransposedDecoder)
{
    /// <summary>The readings that give the printed tables.</summary>
    public static readonly ReadingsGrid None = new(KernelInitialization.Normal, false, false);

    /// <summary>The number of points.</summary>
    internal int Count => Initialization.Values.Count * UseTransposedDecoder.Values.Count;

    /// <summary>The points of the grid, and the settings that differ from point to point.</summary>
    public IEnumerable<(ReadingsConfig Readings, ValueList<Parameter> Settings)> Expand() =>
        from initialization in Initialization.Values
        from transposed in UseTransposedDecoder.Values
        let readings = new ReadingsConfig(initialization, UseKernelAreas, transposed)
        select (readings, new ValueList<Parameter>(readings.Settings().Where(s => IsSwept(s.Name))));

    private bool IsSwept(string setting) => setting == "decoder" ? UseTransposedDecoder.IsSwept : Initialization.IsSwept;
}
