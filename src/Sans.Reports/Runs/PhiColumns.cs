namespace Sans.Reports.Runs;

/// <summary>What the columns of a φ table are, in a sentence.</summary>
internal static class PhiColumns
{
    /// <summary>By title.</summary>
    public static IReadOnlyDictionary<string, string> Explanations { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["dataset"] = "What was trained on, by its label.",
        ["activation"] = "The sparse activation: which positions of the similarity map are kept (Eq. 11).",
        ["q"] = "Number of kernels.",
        ["m"] = "Kernel size: samples of a kernel, in 2-D of its side.",
        ["seeds"] = "Number of seeds that the row is a mean of.",
        ["CR⁻¹"] = "Inverse compression ratio, Eq. (4): (W + (D + 1) A) / n, what the description costs; 1 is the size of the data. Mean over the test examples.",
        ["loss"] = "Normalised reconstruction loss L̃, Eq. (5): Σ|x̂ − x| / Σ|x|; 1 is the loss of a reconstruction that is zero. Mean over the test examples.",
        ["mean φ"] = "Mean over the test examples of φ, Eqs (6) and (7): √(CR⁻¹² + L̃²). That of the chosen row of a dataset is marked.",
        ["CR⁻¹ m²"] = "Inverse compression ratio with W = Σ m²: every sample of a kernel counted.",
        ["mean φ m²"] = "Mean φ with W = Σ m².",
        ["accuracy %"] = "Test examples that a classifier of the reconstructions gets right; collapsed ones are left out where there are others.",
        ["Δ"] = "Accuracy less that of the same classifier on the original data, in points.",
        ["collapsed"] = "Classifiers that give every test example the same class although they have several.",
        ["epoch"] = "Epoch whose weights were tested; a mean over seeds.",
    };
}
