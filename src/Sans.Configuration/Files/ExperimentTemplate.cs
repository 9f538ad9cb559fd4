namespace Sans.Configuration.Files;

/// <summary>The text of a new experiment.</summary>
public static class ExperimentTemplate
{
    /// <summary>A valid file with a comment on each line. Only the name may be invalid.</summary>
    public static string For(string name) =>
        $$"""
        # yaml-language-server: $schema=./schema/sans.schema.json
        # Only name, datasets, model.kernel_size and activations are required. 'sans show {{name}}' prints all defaults.
        name: {{name}}
        title: A new experiment                  # the title of its tables

        # The datasets ('sans list datasets'). A label names a dataset in tables and keys its random streams.
        datasets:
          - synthetic_ecg: { label: ecg }
        window: { samples: 12000, length: 1000 } # samples from the start, and samples of one example
        split: { train: 6, validation: 2, test: 4 }

        # A trial for each value: a number, a list [3, 5, 9], or a range 5..50 step 5. Most other numbers can be swept in the same way.
        model: { kernel_size: 5..20 step 5 }

        # The activations ('sans list activations').
        activations:
          - relu
          - extrema: { border_tolerance: 3 }

        training: { epochs: 10, batch_size: 2 }
        select: { kernel_size: mean_phi }        # the table shows the best kernel size, 'none' shows all
        seeds: 0                                 # several, such as 0..4, give means and deviations

        """;
}
