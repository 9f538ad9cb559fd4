namespace Sans.Networks.Paper;

/// <summary>A run beside the tables of the paper.</summary>
/// <param name="Tables">The tables that the run has rows of.</param>
internal sealed record PaperComparison(IReadOnlyList<ComparedTable> Tables)
{
    /// <summary>Number of judged cells.</summary>
    public int JudgedCount => Tables.Sum(t => t.JudgedCount);

    /// <summary>Number of judged cells in their band.</summary>
    public int AgreeingCount => Tables.Sum(t => t.AgreeingCount);

    /// <summary>The share of judged cells in their band, 1 where none is judged.</summary>
    public double Share => JudgedCount == 0 ? 1 : (double)AgreeingCount / JudgedCount;

    /// <summary>Makes the comparison, or <see langword="null"/> where the paper has none of the rows.</summary>
    /// <param name="measured">The rows of the run.</param>
    public static PaperComparison? Of(IReadOnlyList<MeasuredRow> measured)
    {
        List<ComparedTable> tables = [];
        foreach (var table in PublishedTables.Rows.GroupBy(r => r.Table))
        {
            ComparedRow[] rows = [.. table
                .Select(p => (Published: p, Measured: Find(p, measured)))
                .Where(p => p.Measured is not null)
                .Select(p => Compare(p.Published, p.Measured!))];
            if (rows.Length > 0)
            {
                tables.Add(new ComparedTable(table.Key, rows, Baseline(rows)));
            }
        }

        return tables.Count == 0 ? null : new PaperComparison(tables);
    }

    /// <summary>
    /// The measured row of a printed one. In Table I each row has its own indicative kernel size. Of several rows, the one that
    /// the protocol chooses counts.
    /// </summary>
    private static MeasuredRow? Find(PublishedRow published, IReadOnlyList<MeasuredRow> measured) => measured
        .Where(m => m.Dataset == PublishedTables.Ours(published.Dataset) && m.Activation == PublishedTables.Ours(published.Activation))
        .Where(m => published.Table == "I" || m.KernelSize == published.KernelSize)
        .MinBy(m => m.ValidationMeanPhi ?? Measure.Of(m.Seeds.Select(s => s.MeanPhi)).Median);

    private static ComparedRow Compare(PublishedRow published, MeasuredRow row)
    {
        var ratio = Measure.Of(row.Seeds.Select(s => s.InverseCompressionRatio));
        var loss = Measure.Of(row.Seeds.Select(s => s.NormalizedReconstructionLoss));
        var phi = Measure.Of(row.Seeds.Select(s => s.MeanPhi));
        double[] differences = [.. row.Seeds
            .Where(s => s.Accuracy is not null && s.BaselineAccuracy is not null)
            .Select(s => s.Accuracy!.Value - s.BaselineAccuracy!.Value)];
        return new ComparedRow(
            published,
            row,
            new ComparedCell(ratio, published.InverseCompressionRatio, Bands.InverseCompressionRatio(published, row.KernelSize, ratio)),
            new ComparedCell(loss, published.NormalizedReconstructionLoss, Bands.Loss(published, row.KernelSize, loss)),
            new ComparedCell(phi, published.MeanPhi, Bands.Phi(published, phi)),
            differences.Length == 0 || published.AccuracyDifference is not { } difference
                ? null
                : new ComparedCell(Measure.Of(differences), difference, null));
    }

    /// <summary>
    /// The baseline of a table. Every row has those of its seeds, and the row with the fewest failed trials counts.
    /// </summary>
    private static ComparedBaseline? Baseline(ComparedRow[] rows)
    {
        double[] measured = rows
            .Select(r => r.Measured.Seeds.Where(s => s.BaselineAccuracy is not null).Select(s => s.BaselineAccuracy!.Value).ToArray())
            .MaxBy(b => b.Length)!;
        if (measured.Length == 0 || !PublishedTables.Baselines.TryGetValue(rows[0].Published.Dataset, out var known))
        {
            return null;
        }

        var measure = Measure.Of(measured);
        return new ComparedBaseline(
            measure, measured.Length, known.Paper, known.Thesis, Bands.Baseline(rows[0].Published, known, measure.Median));
    }
}

/// <summary>A table of the paper with the rows of the run.</summary>
/// <param name="Table">I to IV.</param>
/// <param name="Rows">The rows that both have, as the paper orders them.</param>
/// <param name="Baseline">The accuracy on the original data, where the run has one.</param>
internal sealed record ComparedTable(string Table, IReadOnlyList<ComparedRow> Rows, ComparedBaseline? Baseline)
{
    /// <summary>Number of judged cells, including the baseline.</summary>
    public int JudgedCount => Rows.Sum(r => r.Judged.Count()) + (Baseline is null ? 0 : 1);

    /// <summary>Number of judged cells in their band.</summary>
    public int AgreeingCount => Rows.Sum(r => r.Judged.Count(c => c.Agrees == true)) + (Baseline is { Agrees: true } ? 1 : 0);
}

/// <summary>A row of the paper and of the run.</summary>
/// <param name="Published">The printed row.</param>
/// <param name="Measured">The measured row.</param>
/// <param name="InverseCompressionRatio">CR⁻¹</param>
/// <param name="Loss">L̃</param>
/// <param name="Phi">φ̄</param>
/// <param name="AccuracyDifference">Points against the baseline, or <see langword="null"/> without a classifier.</param>
internal sealed record ComparedRow(
    PublishedRow Published,
    MeasuredRow Measured,
    ComparedCell InverseCompressionRatio,
    ComparedCell Loss,
    ComparedCell Phi,
    ComparedCell? AccuracyDifference)
{
    /// <summary>The judged cells.</summary>
    public IEnumerable<ComparedCell> Judged => ((ComparedCell[])[InverseCompressionRatio, Loss, Phi]).Where(c => c.Agrees is not null);

    /// <summary>The verdict in words, which says where φ alone agrees, at another kernel size than the paper's.</summary>
    public string VerdictInWords =>
        Verdict == "agrees" && Measured.KernelSize != Published.KernelSize && Phi.Agrees == true && Judged.Count() == 1
        ? "φ agrees, other m"
        : Verdict;

    /// <summary><c>agrees</c>, <c>differs</c>, or <c>not judged</c>.</summary>
    public string Verdict => !Judged.Any() ? "not judged" : Judged.All(c => c.Agrees == true) ? "agrees" : "differs";
}

/// <summary>A cell with its measured and its printed value.</summary>
/// <param name="Measured">The value over the seeds.</param>
/// <param name="Published">The printed value.</param>
/// <param name="Agrees">Whether it lies in its band, or <see langword="null"/> where it is not judged.</param>
internal sealed record ComparedCell(Measure Measured, double Published, bool? Agrees);

/// <summary>Baselines in percent.</summary>
/// <param name="Measured">The value over the seeds.</param>
/// <param name="SeedCount">Number of seeds whose baseline did not collapse.</param>
/// <param name="Paper">The baseline that follows from the paper's tables.</param>
/// <param name="Thesis">The baseline that the thesis states for its own run.</param>
/// <param name="Agrees">Whether it lies in its band.</param>
internal sealed record ComparedBaseline(Measure Measured, int SeedCount, double Paper, double Thesis, bool Agrees);
