using Sans.Configuration;
using Sans.Configuration.Schema;

namespace Sans.Core.Activations;

/// <summary>
/// The activations that an assembly can see: its own and those of its references. Generated as <c>ActivationRegistry</c>.
/// </summary>
public interface IActivationRegistry
{
    /// <summary>The schemas of the activations, ordered by name.</summary>
    IReadOnlyList<ActivationSchema> Schemas { get; }

    /// <summary>Builds the configured activation and hands it to generic code as its own type, without reflection.</summary>
    /// <param name="activation">Name and parameters, checked against <see cref="Schemas"/>.</param>
    /// <param name="visitor">Receives the activation.</param>
    /// <returns>The result of the visitor.</returns>
    /// <exception cref="ArgumentException">No activation has that name, or a parameter is missing.</exception>
    TResult Visit<TResult>(ActivationConfig activation, IActivationVisitor<TResult> visitor);
}

/// <summary>Generic code that runs with any activation.</summary>
/// <typeparam name="TResult">The result of the code.</typeparam>
public interface IActivationVisitor<out TResult>
{
    /// <summary>Runs with an activation of type <typeparamref name="T"/>. The code is compiled for that type.</summary>
    TResult Visit<T>(T activation)
        where T : struct, ISparseActivation;
}
