namespace Sans.Cpu.Operations;

/// <summary>A number of rows or columns that is known at compile time.</summary>
internal interface ITileSize
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}

/// <summary>None.</summary>
internal readonly struct Zero : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 0;
}

/// <summary>One row or column.</summary>
internal readonly struct One : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 1;
}

/// <summary>Two rows or columns.</summary>
internal readonly struct Two : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 2;
}

/// <summary>Three rows or columns.</summary>
internal readonly struct Three : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 3;
}

/// <summary>Four rows or columns.</summary>
internal readonly struct Four : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 4;
}

/// <summary>Five rows or columns.</summary>
internal readonly struct Five : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 5;
}

/// <summary>Six rows or columns.</summary>
internal readonly struct Six : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 6;
}

/// <summary>Seven rows or columns.</summary>
internal readonly struct Seven : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 7;
}

/// <summary>Eight rows or columns.</summary>
internal readonly struct Eight : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 8;
}

/// <summary>Ten rows or columns.</summary>
internal readonly struct Ten : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 10;
}

/// <summary>Sixteen rows or columns.</summary>
internal readonly struct Sixteen : ITileSize
{
    /// <inheritdoc/>
    public static int Value => 16;
}
