namespace Sans.Configuration.Files;

/// <summary>The text of a new experiment.</summary>
public static class ExperimentTemplate
{
    /// <summary>A valid file with a comment on each line. Only the name may be invalid.</summary>
    public static string For(string name) =>
        $$"""
        # yaml-language-server: $schema=./schema/sans.schema.json
        # Every key but name, datasets, model.kernel_size and activations may be left out; 'sans show {{name}}' prints what it then is.
        name: {{name}}
        title: A new experiment                  # stands above its tables

        # What to train on ('sans list datasets'). A label names it in tables and picks its random numbers.
        datasets:
          - synthetic_ecg: { label: ecg }
        window: { samples: 12000, length: 1000 } # samples taken from the start, and how many make one example
        split: { train: 6, validation: 2, test: 4 }

        # A trial for each value: a number, a list [3, 5, 9], or a range 5..50 step 5. Most other numbers can be swept like this too.
        model: { kernel_size: 5..20 step 5 }

        # Which values stay ('sans list activations').
        activations:
          - relu
          - extrema: { border_tolerance: 3 }

        training: { epochs: 10, batch_size: 2 }
        select: { kernel_size: mean_phi }        # the table shows the best kernel size only; 'none' shows them all
        seeds: 0                                 # several, such as 0..4, give means and deviations

        """;
}
