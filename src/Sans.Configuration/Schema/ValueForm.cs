namespace Sans.Configuration.Schema;

/// <summary>How single values of a type stand in checked values.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="Read">From a checked value.</param>
/// <param name="Write">To a checked value.</param>
internal sealed record ValueForm<T>(Func<object, T> Read, Func<T, object> Write);

/// <summary>The forms that values have.</summary>
internal static class ValueForm
{
    /// <summary>Whole numbers.</summary>
    public static ValueForm<int> Whole { get; } = new(value => checked((int)(long)value), value => (long)value);

    /// <summary>Numbers.</summary>
    public static ValueForm<double> Number { get; } = new(value => (double)value, value => value);
}

/// <summary>The words by which YAML names some choices.</summary>
/// <typeparam name="T">The choices.</typeparam>
/// <param name="words">Each word with its choice, in the order in which lists print them.</param>
internal sealed class Words<T>(params (string Word, T Choice)[] words)
    where T : notnull
{
    /// <summary>What a file may say.</summary>
    public ChoiceSchema Shape { get; } = new(new(words.Select(w => w.Word)));

    /// <summary>How a choice is read and written.</summary>
    public ValueForm<T> Form => new(word => Of((string)word), Of);

    /// <summary>The choice of a word.</summary>
    public T Of(string word) => words.First(w => w.Word == word).Choice;

    /// <summary>The word of a choice.</summary>
    public string Of(T choice) => words.First(w => w.Choice.Equals(choice)).Word;
}
