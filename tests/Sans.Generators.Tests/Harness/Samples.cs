namespace Sans.Generators.Tests.Harness;

/// <summary>Texts that several tests use.</summary>
internal static class Samples
{
    /// <summary>A short experiment.</summary>
    public const string Small = """
        name: small
        datasets: [synthetic_motifs]
        model: { kernel_size: 1..9 }
        activations:
          - identity
          - extrema: { border_tolerance: 3 }
        training: { epochs: 3 }

        """;

    /// <summary>An activation with a parameter of every type.</summary>
    public const string Threshold = """
        using System.ComponentModel.DataAnnotations;
        using Sans.Core.Activations;

        namespace Sample.Library;

        /// <summary>
        /// Threshold: keeps what is larger than <paramref name="Level"/>, see <see cref="Sans.Core.Activations.Identity"/> &amp; others.
        /// </summary>
        /// <param name="Level">The <c>level</c>,
        /// in units of the signal.</param>
        /// <param name="Scale">Multiplies the level.</param>
        /// <param name="MinimumCount">Least number of values.</param>
        /// <param name="Limit">Greatest value.</param>
        /// <param name="IsSigned">Whether the sign matters.</param>
        [SparseActivation("threshold", Dimensions = Sans.Configuration.SignalDimensions.One | Sans.Configuration.SignalDimensions.Two)]
        public readonly record struct Threshold(
            [Range(0, 10)] double Level,
            float Scale = 0.1f,
            [property: Range(1, 99)] int? MinimumCount = null,
            double? Limit = -1e-30,
            bool IsSigned = true) : ISparseActivation
        {
            /// <inheritdoc/>
            public void Select(in SelectionContext context, ref SupportBuilder support) => support.AddAll();
        }

        """;
}
