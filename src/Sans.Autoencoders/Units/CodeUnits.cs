using Sans.Configuration;
using Sans.Configuration.Kinds.Autoencoders;
using Sans.Configuration.Parsing;

namespace Sans.Autoencoders.Units;

/// <summary>The units by their names.</summary>
internal static class CodeUnits
{
    /// <summary>The unit that a method names, with one value for each parameter; it may hold a state and belongs to one training.</summary>
    /// <exception cref="ArgumentException">There is no such unit.</exception>
    public static CodeUnit Of(MethodConfig method) => method.Unit switch
    {
        MethodSchemas.Relu => new Relu(),
        MethodSchemas.Trec => new Trec(method.Parameters.Get<double>(MethodSchemas.Theta)),
        MethodSchemas.Tlin => new Tlin(method.Parameters.Get<double>(MethodSchemas.Theta)),
        MethodSchemas.Elu => new Elu(method.Parameters.Get<double>(MethodSchemas.Scale)),
        MethodSchemas.Leaky => new Leaky(method.Parameters.Get<double>(MethodSchemas.Leak)),
        MethodSchemas.Sigmoid => new Sigmoid(),
        MethodSchemas.TopK => new TopKOfSample((int)method.Parameters.Get<long>(MethodSchemas.K)),
        MethodSchemas.BatchTopK => new TopKOfBatch((int)method.Parameters.Get<long>(MethodSchemas.K), method.Parameters.Get<double>(MethodSchemas.Decay)),
        _ => throw new ArgumentException($"there is no unit '{method.Unit}'", nameof(method)),
    };
}
