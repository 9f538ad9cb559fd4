using Sans.Configuration;

namespace Sans.Data;

/// <summary>The note about a dataset whose training examples are fewer than a batch.</summary>
public static class BatchNote
{
    /// <summary>
    /// The note for the batches of networks, or <see langword="null"/> where no batch is larger than the examples.
    /// </summary>
    public static string? Of(IEnumerable<TrainingConfig> trainings, int examples) =>
        Of("training.batch_size", trainings.SelectMany(t => t.BatchSize.Values).Max(), examples);

    /// <summary>
    /// The note for batches of one size. It is <see langword="null"/> where they are not larger than the examples, and for a
    /// single example.
    /// </summary>
    public static string? Of(string key, int size, int examples) => size <= examples || examples == 1 ? null : FormattableString.Invariant(
        $"'{key}' of {size:N0} exceeds the number of training examples; a batch holds all {examples:N0}");
}
