using Sans.Core.Pursuit;

namespace Sans.Core.Activations;

/// <summary>
/// A sparse activation that makes amplitudes of its own: it sees the example and the atoms of the network, and says which atoms, times what, describe the example.
/// No gradient goes through it: the kernels learn as those of a decoder.
/// </summary>
public interface IEncodingActivation : ISparseActivation
{
    /// <inheritdoc/>
    static SelectionScope ISparseActivation.Scope => SelectionScope.Sample;

    /// <inheritdoc/>
    void ISparseActivation.Select(in SelectionContext context, ref SupportBuilder support) =>
        throw new NotSupportedException("it encodes examples and cannot select from similarity maps");

    /// <summary>Encodes one example.</summary>
    /// <param name="context">The example and the atoms.</param>
    /// <param name="code">Receives the activations, each position of a kernel at most once, in order of choice; empty at the start.</param>
    void Encode(in CodingContext context, List<CodedActivation> code);
}

/// <summary>What an encoder sees. Valid during the call only.</summary>
/// <param name="example">The samples x, <c>[n] float32</c>, in 2-D row by row.</param>
/// <param name="atoms">The atoms of all kernels; they tell W, n and D.</param>
/// <param name="encoder">An encoder with its working memory.</param>
/// <param name="phase">Training or evaluation.</param>
public readonly ref struct CodingContext(ReadOnlySpan<float> example, AtomDictionary atoms, PursuitEncoder encoder, SelectionPhase phase)
{
    /// <summary>The samples x, <c>[n] float32</c>, in 2-D row by row.</summary>
    public ReadOnlySpan<float> Example { get; } = example;

    /// <summary>The atoms of all kernels; they tell W, n and D.</summary>
    public AtomDictionary Atoms { get; } = atoms;

    /// <summary>An encoder whose working memory lasts from example to example.</summary>
    public PursuitEncoder Encoder { get; } = encoder;

    /// <summary>Whether weights are being learned or judged.</summary>
    public SelectionPhase Phase { get; } = phase;
}
