namespace Sans.Cpu.Operations.Images;

/// <summary>The taps and kernels whose gradients are computed together. The code is compiled for each.</summary>
internal interface ITapBlock
{
    /// <summary>Rows of taps.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of taps.</summary>
    static abstract int Columns { get; }

    /// <summary>Kernels.</summary>
    static abstract int Kernels { get; }
}

/// <summary>Up to three rows and columns of taps of up to two kernels.</summary>
internal readonly struct TapBlock<TRows, TColumns, TKernels> : ITapBlock
    where TRows : struct, ITileSize
    where TColumns : struct, ITileSize
    where TKernels : struct, ITileSize
{
    /// <inheritdoc/>
    public static int Rows => TRows.Value;

    /// <inheritdoc/>
    public static int Columns => TColumns.Value;

    /// <inheritdoc/>
    public static int Kernels => TKernels.Value;
}
