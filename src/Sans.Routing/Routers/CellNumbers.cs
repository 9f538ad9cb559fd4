using System.Runtime.InteropServices;

namespace Sans.Routing.Routers;

/// <summary>
/// Numbers the cells of a Euclidean hash by their first appearance among the training inputs. Others have no number.
/// </summary>
internal sealed class CellNumbers
{
    /// <summary>The number of a cell without training inputs.</summary>
    public const int None = -1;

    // Pairs identify cells: the number of the coordinates before, and the next coordinate.
    private readonly Dictionary<(int, long), int>[] _levels;

    /// <summary>Makes an empty numbering.</summary>
    /// <param name="coordinateCount">Number of coordinates of a cell, D.</param>
    public CellNumbers(int coordinateCount) =>
        _levels = [.. Enumerable.Range(0, coordinateCount).Select(_ => new Dictionary<(int, long), int>())];

    /// <summary>Number of cells.</summary>
    public int Count => _levels[^1].Count;

    /// <summary>The number of a cell, which is new where it has none yet. O(D).</summary>
    public int Add(ReadOnlySpan<long> cell)
    {
        int number = 0;
        for (int i = 0; i < cell.Length; i++)
        {
            ref int next = ref CollectionsMarshal.GetValueRefOrAddDefault(_levels[i], (number, cell[i]), out bool exists);
            number = exists ? next : next = _levels[i].Count - 1;
        }

        return number;
    }

    /// <summary>The number of a cell, or <see cref="None"/>. O(D).</summary>
    public int Find(ReadOnlySpan<long> cell)
    {
        int number = 0;
        for (int i = 0; i < cell.Length; i++)
        {
            if (!_levels[i].TryGetValue((number, cell[i]), out number))
            {
                return None;
            }
        }

        return number;
    }
}
