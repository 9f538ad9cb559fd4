using Sans.Core.Activations;

namespace Sans.Core.Pursuit;

/// <summary>The positions of another activation with the amplitudes of least Σr² (docs/method/pursuit.md, 2.3).</summary>
/// <remarks>Amplitudes are constants of a training step, so that kernels learn as those of a decoder.</remarks>
/// <typeparam name="T">The activation, of scope <see cref="SelectionScope.Map"/> or <see cref="SelectionScope.Sample"/>, without
/// memory.</typeparam>
/// <param name="Selector">The activation that keeps the positions.</param>
internal readonly record struct RefittedSupport<T>(T Selector) : IValuedActivation
    where T : struct, ISparseActivation
{
    /// <inheritdoc/>
    public static SelectionScope Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    public void Select(in SelectionContext context, ref SupportBuilder support)
    {
        PursuitWorkspace workspace = context.Workspace<PursuitWorkspace>();
        workspace.Refit(context, Selector);
        workspace.AddTo(ref support, context);
    }

    /// <inheritdoc/>
    public void Apply(in SelectionContext context, ReadOnlySpan<int> positions, Span<float> values, Span<float> slopes) =>
        context.Workspace<PursuitWorkspace>().CopyAmplitudes(values);
}
