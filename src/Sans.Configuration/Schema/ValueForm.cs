namespace Sans.Configuration.Schema;

/// <summary>The conversion of single values of a type from and to checked values.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="Read">The conversion from a checked value.</param>
/// <param name="Write">The conversion to a checked value.</param>
internal sealed record ValueForm<T>(Func<object, T> Read, Func<T, object> Write);

/// <summary>The conversions of common types.</summary>
internal static class ValueForm
{
    /// <summary>The form of whole numbers.</summary>
    public static ValueForm<int> Whole { get; } = new(value => checked((int)(long)value), value => (long)value);

    /// <summary>The form of numbers.</summary>
    public static ValueForm<double> Number { get; } = new(value => (double)value, value => value);
}

/// <summary>The words of YAML for the members of a choice.</summary>
/// <typeparam name="T">The choices.</typeparam>
/// <param name="words">Each word with its choice, in the order in which lists print them.</param>
internal sealed class Words<T>(params (string Word, T Choice)[] words)
    where T : notnull
{
    /// <summary>The schema of the words.</summary>
    public ChoiceSchema Shape { get; } = new(new(words.Select(w => w.Word)));

    /// <summary>The conversion of a choice.</summary>
    public ValueForm<T> Form => new(word => Of((string)word), Of);

    /// <summary>The choice of a word.</summary>
    public T Of(string word) => words.First(w => w.Word == word).Choice;

    /// <summary>The word of a choice.</summary>
    public string Of(T choice) => words.First(w => w.Choice.Equals(choice)).Word;
}
