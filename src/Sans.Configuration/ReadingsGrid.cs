namespace Sans.Configuration;

/// <summary>Literal readings of the paper, each with one value or both, which multiply.</summary>
/// <param name="UseConstantInitialization">As <see cref="ReadingsConfig.UseConstantInitialization"/>.</param>
/// <param name="UseKernelAreas">As <see cref="ReadingsConfig.UseKernelAreas"/>; what tables tell is not swept.</param>
/// <param name="UseTransposedDecoder">As <see cref="ReadingsConfig.UseTransposedDecoder"/>.</param>
public sealed record ReadingsGrid(Sweep<bool> UseConstantInitialization, bool UseKernelAreas, Sweep<bool> UseTransposedDecoder)
{
    /// <summary>The readings that give the printed tables.</summary>
    public static readonly ReadingsGrid None = new(false, false, false);

    /// <summary>The number of points.</summary>
    internal int Count => UseConstantInitialization.Values.Count * UseTransposedDecoder.Values.Count;

    /// <summary>The points of the grid, and the settings that differ from point to point.</summary>
    public IEnumerable<(ReadingsConfig Readings, ValueList<Parameter> Settings)> Expand() =>
        from constant in UseConstantInitialization.Values
        from transposed in UseTransposedDecoder.Values
        let readings = new ReadingsConfig(constant, UseKernelAreas, transposed)
        select (readings, new ValueList<Parameter>(readings.Settings().Where(s => IsSwept(s.Name))));

    private bool IsSwept(string setting) => setting == "decoder" ? UseTransposedDecoder.IsSwept : UseConstantInitialization.IsSwept;
}
