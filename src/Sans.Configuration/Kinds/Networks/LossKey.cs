using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The key <c>training.loss</c>: losses with their parameters, one training for each.</summary>
internal sealed class LossKey() : Key<TrainingConfig>(LossSchemas.Key)
{
    /// <inheritdoc/>
    public override TrainingConfig Read(TrainingConfig record, MappingValue mapping) =>
        mapping.Find(Name) is { } value ? record with { Losses = LossSchemas.Bind(value) } : record;

    /// <inheritdoc/>
    public override ConfigValue? Write(TrainingConfig record) => record.Losses.Count == 0 ? null : LossSchemas.Values(record.Losses);

    /// <inheritdoc/>
    public override double Count(TrainingConfig record) => record.Losses.Count == 0 ? 1 : record.Losses.Sum(l => Grid.Count(l.Parameters));

    /// <inheritdoc/>
    public override IEnumerable<SweepPoint<TrainingConfig>> Expand(TrainingConfig record)
    {
        LossConfig[] all = record.Losses.SelectMany(l => l.Expand()).ToArray();
        return all.Length == 0 ? base.Expand(record)
            : all.Select(loss => new SweepPoint<TrainingConfig>(record with { Losses = new(loss) }, new(SettingsOf(loss, all))));
    }

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Settings(TrainingConfig record) =>
        record.Loss is { } loss ? loss.Parameters.Prepend(new Parameter(Name, loss.Name)) : [];

    /// <summary>
    /// The settings that tell a loss from the others: its name, and parameters that differ among losses of that name.
    /// </summary>
    private IEnumerable<Parameter> SettingsOf(LossConfig loss, LossConfig[] all)
    {
        LossConfig[] namesakes = all.Where(l => l.Name == loss.Name).ToArray();
        return loss.Parameters
            .Where((p, i) => namesakes.Any(l => !l.Parameters[i].Equals(p)))
            .Prepend(new Parameter(Name, loss.Name))
            .Skip(namesakes.Length == all.Length ? 1 : 0);
    }
}
