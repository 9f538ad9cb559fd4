using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Networks.Data;
using Sans.Reports.Tables;

namespace Sans.Networks.Applications;

/// <summary>An application of networks: the baselines of a dataset, the methods of a network, and their columns in tables.</summary>
internal abstract class Application
{
    /// <summary>The columns of its values, whose names are those of <see cref="MethodScore.Values"/>.</summary>
    public abstract IReadOnlyList<Column> Columns { get; }

    /// <summary>
    /// The column by which validation chooses among the networks of a method, or <see langword="null"/> where nothing is chosen.
    /// </summary>
    public virtual string? Choice => null;

    /// <summary>The notes about columns and methods, a sentence each.</summary>
    public abstract IReadOnlyList<string> Legend { get; }

    /// <summary>Measures the baselines, which need no network.</summary>
    /// <param name="dataset">Label of the dataset.</param>
    /// <param name="data">The datasets.</param>
    /// <param name="cancellationToken">Checked from time to time.</param>
    /// <exception cref="TrialFailedException">The data do not allow it.</exception>
    public abstract IReadOnlyList<MethodScore> Baselines(string dataset, LoadedData data, CancellationToken cancellationToken);

    /// <summary>Applies a trained network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The datasets.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <exception cref="TrialFailedException">The data do not allow it.</exception>
    public abstract IReadOnlyList<MethodScore> Of(NetworkResult network, LoadedData data, IActivationRegistry activations);

    /// <summary>The score of finite values.</summary>
    protected static MethodScore Score(string method, params (string Name, double Value)[] values) => new(
        method,
        values.Where(v => double.IsFinite(v.Value)).ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));
}
