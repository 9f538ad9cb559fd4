using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Parsing;

namespace Sans.Autoencoders.Units;

/// <summary>The units by their names.</summary>
internal static class CodeUnits
{
    /// <summary>
    /// The unit that a method names, with one value for each parameter. It may hold a state and belongs to one training.
    /// </summary>
    /// <exception cref="ArgumentException">The unit is unknown.</exception>
    public static CodeUnit Of(AutoencoderMethod method) => method.Unit switch
    {
        AutoencoderMethodSchemas.Relu => new Relu(),
        AutoencoderMethodSchemas.Trec => new Trec(method.Parameters.Get<double>(AutoencoderMethodSchemas.Theta)),
        AutoencoderMethodSchemas.Tlin => new Tlin(method.Parameters.Get<double>(AutoencoderMethodSchemas.Theta)),
        AutoencoderMethodSchemas.Elu => new Elu(method.Parameters.Get<double>(AutoencoderMethodSchemas.Scale)),
        AutoencoderMethodSchemas.Leaky => new Leaky(method.Parameters.Get<double>(AutoencoderMethodSchemas.Leak)),
        AutoencoderMethodSchemas.Sigmoid => new Sigmoid(),
        AutoencoderMethodSchemas.TopK => new TopKOfSample((int)method.Parameters.Get<long>(AutoencoderMethodSchemas.K)),
        AutoencoderMethodSchemas.BatchTopK => new TopKOfBatch(
            (int)method.Parameters.Get<long>(AutoencoderMethodSchemas.K), method.Parameters.Get<double>(AutoencoderMethodSchemas.Decay)),
        _ => throw new ArgumentException($"there is no unit '{method.Unit}'", nameof(method)),
    };
}
