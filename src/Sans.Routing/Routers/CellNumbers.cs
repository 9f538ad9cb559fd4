using System.Runtime.InteropServices;

namespace Sans.Routing.Routers;

/// <summary>Numbers the cells of a Euclidean hash by their first appearance among the training inputs. Others have no number.</summary>
internal sealed class CellNumbers
{
    /// <summary>The number of a cell that no training input lies in.</summary>
    public const int None = -1;

    // Cells are told apart by pairs: the number of the coordinates before, and the next coordinate.
    private readonly Dictionary<(int, long), int>[] _levels;

    /// <summary>No cells.</summary>
    /// <param name="coordinateCount">Whole numbers of a cell, D.</param>
    public CellNumbers(int coordinateCount) =>
        _levels = [.. Enumerable.Range(0, coordinateCount).Select(_ => new Dictionary<(int, long), int>())];

    /// <summary>Number of cells.</summary>
    public int Count => _levels[^1].Count;

    /// <summary>The number of a cell, a new one where it has none yet. O(D).</summary>
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
