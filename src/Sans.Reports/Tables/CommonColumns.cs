namespace Sans.Reports.Tables;

/// <summary>
/// The first columns of <c>table.csv</c> of networks and of autoencoders, empty where a kind of experiment has no such number.
/// </summary>
public static class CommonColumns
{
    /// <summary>The names of the columns, in order.</summary>
    public static readonly string[] Names =
    [
        "dataset", "activation", "kernel_size", "seed_count", "inverse_compression_ratio", "normalized_reconstruction_loss", "mean_phi",
        "accuracy", "baseline_accuracy", "epoch",
        "inverse_compression_ratio_std", "normalized_reconstruction_loss_std", "mean_phi_std",
    ];
}
