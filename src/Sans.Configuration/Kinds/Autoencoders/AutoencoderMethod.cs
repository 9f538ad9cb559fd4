namespace Sans.Configuration.Kinds.Autoencoders;

/// <summary>A method for a sparse code: a unit or a selector, with its parameters, dropout and penalty.</summary>
/// <param name="Unit">The unit that turns pre-activations into the code, such as <c>relu</c> or <c>top_k</c>.</param>
/// <param name="Parameters">All parameters, in the order of the schema.</param>
public sealed record AutoencoderMethod(string Unit, ValueList<Parameter> Parameters)
{
    /// <summary>Share q of the code that training drops, in [0, 1).</summary>
    public double Dropout => Parameters.Get<double>(AutoencoderMethodSchemas.Dropout);

    /// <summary>Standard deviation of the initial weights, or <see langword="null"/> where sizes and unit decide it.</summary>
    public double? InitialDeviation => Parameters.Has(AutoencoderMethodSchemas.InitialDeviation)
        ? Parameters.Get<double>(AutoencoderMethodSchemas.InitialDeviation)
        : null;

    /// <summary>The penalty, for one value of each of its parameters.</summary>
    public PenaltyConfig Penalty => new(
        PenaltySchemas.KindOf(Parameters.Get<string>(AutoencoderMethodSchemas.Penalty)),
        Parameters.Get<double>(AutoencoderMethodSchemas.Weight),
        Parameters.Get<double>(AutoencoderMethodSchemas.Target),
        PenaltySchemas.TransformOf(Parameters.Get<string>(AutoencoderMethodSchemas.Transform)));

    /// <summary>The method with one value for each parameter, at each point of its grid.</summary>
    public IEnumerable<AutoencoderMethod> Expand() => Grid.Points(Parameters).Select(point => this with { Parameters = point });

    /// <summary>
    /// The unit, and in parentheses all parameters that differ from their defaults:
    /// <c>relu(dropout=0.2, penalty=l1, weight=0.1)</c>.
    /// </summary>
    public override string ToString()
    {
        Parameter[] own = Parameters.Where(p => !AutoencoderMethodSchemas.IsDefault(Unit, p)).ToArray();
        return own.Length == 0 ? Unit : $"{Unit}({Grid.Text(own)})";
    }
}
