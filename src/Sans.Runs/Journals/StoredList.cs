using System.Collections;

namespace Sans.Runs.Journals;

/// <summary>
/// A large part of a result that stays in the journal. It is read when it is needed, and kept only while somebody uses it.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="place">The line of the result.</param>
/// <param name="count">Number of items.</param>
/// <param name="read">Reads the items of a line.</param>
public sealed class StoredList<T>(JournalPlace place, int count, Func<byte[], IReadOnlyList<T>> read) : IReadOnlyList<T>
{
    private WeakReference<IReadOnlyList<T>>? _items;

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    /// <exception cref="IOException">The journal is gone, or cannot be read.</exception>
    public T this[int index] => Items()[index];

    /// <inheritdoc/>
    /// <exception cref="IOException">The journal is gone, or cannot be read.</exception>
    public IEnumerator<T> GetEnumerator() => Items().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IReadOnlyList<T> Items()
    {
        if (_items?.TryGetTarget(out IReadOnlyList<T>? known) == true)
        {
            return known;
        }

        IReadOnlyList<T> items = read(place.ReadLine());
        _items = new(items);
        return items;
    }
}
