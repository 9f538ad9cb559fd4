namespace Sans.Configuration;

/// <summary>Reads the values of a sweep: one whole number, a list of them, or a range.</summary>
internal static class SweepReader
{
    /// <summary>The sweep, or <see langword="null"/> with a diagnostic.</summary>
    public static SweepValue? Read(YamlNode node, SweepShape shape, string path, DiagnosticBag diagnostics)
    {
        if (node is YamlScalar { IsPlain: true } range && range.Text.Contains(".."))
        {
            Sweep? sweep = Sweep.ParseRange(range.Text, out string? problem);
            if (sweep is null)
            {
                diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{KeyPath.Subject(path)}: {problem}");
                return null;
            }

            if (sweep.Values.Any(v => v < shape.Minimum || v > shape.Maximum))
            {
                diagnostics.Add(DiagnosticRules.OutOfRange, node.Span, $"{KeyPath.Subject(path)} is {shape.Description}; the range '{range.Text}' leaves that");
                return null;
            }

            return new SweepValue(sweep);
        }

        if (node is YamlMapping || (node is YamlScalar scalar && !ScalarReader.IsInteger(scalar)))
        {
            diagnostics.WrongType(node, shape, path);
            return null;
        }

        if (node is YamlSequence { Items.Count: 0 })
        {
            diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{KeyPath.Subject(path)} is an empty list; give at least one value");
            return null;
        }

        IntegerShape one = new(shape.Minimum, shape.Maximum);
        ConfigValue?[] values = node is YamlSequence sequence
            ? sequence.Items.Select((item, i) => ScalarReader.Read(item, one, KeyPath.Item(path, i), diagnostics)).ToArray()
            : [ScalarReader.Read(node, one, path, diagnostics)];
        if (values.Contains(null))
        {
            return null;
        }

        int[] numbers = values.Select(v => (int)(long)((ScalarValue)v!).Value).ToArray();
        if (numbers.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } repeated)
        {
            diagnostics.Add(DiagnosticRules.Sweep, node.Span, $"{KeyPath.Subject(path)} lists {Shape.Format(repeated.Key)} twice; remove one of the two");
            return null;
        }

        return new SweepValue(new Sweep(new(numbers)));
    }
}
