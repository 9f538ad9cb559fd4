using Sans.Routing.Routers;

namespace Sans.Routing.Models;

/// <summary>
/// The masked activations of many inputs, <c>mask(x) ∘ φ(x)</c>, as lists: for each input its s entries, ascending, and φ
/// there. The head reads nothing else.
/// </summary>
internal sealed class RoutedRows
{
    private readonly int[] _entries;
    private readonly float[] _values;

    private RoutedRows(int count, int entryCount, int activeCount)
    {
        (Count, EntryCount, ActiveCount) = (count, entryCount, activeCount);
        _entries = new int[(long)count * activeCount];
        _values = new float[(long)count * activeCount];
    }

    /// <summary>Number of inputs.</summary>
    public int Count { get; }

    /// <summary>Number t of units or table entries.</summary>
    public int EntryCount { get; }

    /// <summary>Number s of active entries of an input.</summary>
    public int ActiveCount { get; }

    /// <summary>Routes inputs.</summary>
    /// <param name="points">The inputs.</param>
    /// <param name="router">The router, which picks the entries.</param>
    /// <param name="units">The bottom layer, or <see langword="null"/> where φ = 1.</param>
    /// <param name="cancellationToken">Checked from time to time.</param>
    public static RoutedRows Of(PointSet points, IRouter router, RandomUnits? units, CancellationToken cancellationToken = default)
    {
        RoutedRows rows = new(points.Count, router.EntryCount, router.ActiveCount);
        float[] room = units is null ? [] : new float[units.Room];
        ReadOnlySpan<float> preActivations = units is null ? [] : room.AsSpan(0, units.Count);
        for (int n = 0; n < points.Count; n++)
        {
            if ((n & 1023) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            units?.Score(points[n], room);
            Span<int> mask = rows._entries.AsSpan(n * rows.ActiveCount, rows.ActiveCount);
            router.Select(points[n], preActivations, mask);
            Span<float> values = rows._values.AsSpan(n * rows.ActiveCount, rows.ActiveCount);
            for (int i = 0; i < mask.Length; i++)
            {
                values[i] = units is null ? 1 : units.Activate(preActivations[mask[i]]);
            }
        }

        return rows;
    }

    /// <summary>The entries of an input, ascending.</summary>
    public ReadOnlySpan<int> Entries(int row) => _entries.AsSpan(row * ActiveCount, ActiveCount);

    /// <summary>The values of φ at the entries of an input.</summary>
    public ReadOnlySpan<float> Values(int row) => _values.AsSpan(row * ActiveCount, ActiveCount);
}
