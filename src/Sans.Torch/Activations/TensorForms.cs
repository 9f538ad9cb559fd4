using System.Reflection;
using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Torch.Activations;

/// <summary>The tensor forms of activations.</summary>
internal static class TensorForms
{
    private static readonly Dictionary<Type, object> Built = new()
    {
        [typeof(Identity)] = new IdentityForm(),
        [typeof(Relu)] = new ReluForm(),
        [typeof(TopKAbsolutes)] = new TopKAbsolutesForm(),
        [typeof(ExtremaPoolIndices)] = new ExtremaPoolIndicesForm(),
        [typeof(Extrema)] = new ExtremaForm(),
    };

    /// <summary>The tensor form, or <see langword="null"/> where the activation runs on the host.</summary>
    /// <typeparam name="T">The activation.</typeparam>
    /// <exception cref="TrialFailedException">The attribute names a class that is not a form of this activation.</exception>
    public static ITensorForm<T>? Of<T>()
        where T : struct, ISparseActivation
    {
        if (Built.TryGetValue(typeof(T), out object? form))
        {
            return (ITensorForm<T>)form;
        }

        if (typeof(T).GetCustomAttribute<TensorFormAttribute>() is not { Form: var type })
        {
            return null;
        }

        return typeof(ITensorForm<T>).IsAssignableFrom(type) && type.GetConstructor([]) is not null
            ? (ITensorForm<T>)Activator.CreateInstance(type)!
            : throw new TrialFailedException($"[TensorForm] of {typeof(T).Name} names {type.Name}, which is not an "
                + $"ITensorForm<{typeof(T).Name}> with a parameterless constructor");
    }
}
