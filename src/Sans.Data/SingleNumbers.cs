namespace Sans.Data;

/// <summary>Numbers that are too small for float32, the precision of networks.</summary>
public static class SingleNumbers
{
    /// <summary>The number of non-zero numbers that became 0.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="singles">The numbers in float32.</param>
    public static int CountVanished(ReadOnlySpan<double> numbers, ReadOnlySpan<float> singles)
    {
        int count = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            count += singles[i] == 0 && numbers[i] != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>The note about a dataset, or <see langword="null"/> where no number vanished.</summary>
    public static string? Note(int vanished) => vanished switch
    {
        0 => null,
        1 => "1 number that is not 0 becomes 0 in float32; multiply the data by a constant to keep it",
        _ => FormattableString.Invariant(
            $"{vanished:N0} numbers that are not 0 become 0 in float32; multiply the data by a constant to keep them"),
    };
}
