using FsCheck;
using FsCheck.Fluent;
using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Tests.Core;

/// <summary>
/// The activations on images against the test vectors of docs/method/san-paper.md, 2.5, and slow forms of the
/// definitions of section 2.
/// </summary>
public sealed class ImageActivationTests
{
    private const int Cases = 1000;

    private static readonly ExampleShape Six = new(6, 6);

    private static readonly float[] Similarity =
    [
        0, 0, 0, 0, 0, 0,
        0, 3, 1, 0, -2, 0,
        0, 1, 2, 0, 0, 0,
        0, 0, 0, 5, 5, 0,
        0, -4, 0, 0, 1, 0,
        0, 0, 0, 0, 2, 6,
    ];

    [Fact]
    public void Extrema_of_the_specification()
    {
        int[] near = [7, 10, 21, 25, 35]; // (1,1) = 3, (1,4) = -2, (3,3) = 5, (4,1) = -4, (5,5) = 6
        Assert.Equal(near, new Extrema(0, 1).Support(Similarity, Six, 1));
        Assert.Equal([7, 10, 25, 35], new Extrema(0, 2).Support(Similarity, Six, 1));
        Assert.Equal([25, 35], new Extrema(0, 3).Support(Similarity, Six, 1));
    }

    [Fact]
    public void Density_follows_the_kernel_on_both_axes()
    {
        Assert.Equal(9, new TopKAbsolutes().Support(Similarity, Six, 2).Length);
        Assert.Equal([35], new TopKAbsolutes().Support(Similarity, Six, 5));
        Assert.Equal([7, 10, 25, 35], new ExtremaPoolIndices().Support(Similarity, Six, 3));

        // The last two rows and columns belong to no whole cell. An empty cell keeps its first position.
        Assert.Equal([21], new ExtremaPoolIndices().Support(Similarity, Six, 4));
        Assert.Equal([0, 1, 2], new ExtremaPoolIndices().Support(new float[6], new ExampleShape(2, 3), 1)[..3]);
    }

    [Fact]
    public void Identity_and_relu_keep_everything_and_the_positive()
    {
        Assert.Equal(Enumerable.Range(0, 36), new Identity().Support(Similarity, Six, 3));
        Assert.Equal(Enumerable.Range(0, 36).Where(p => Similarity[p] > 0), new Relu().Support(Similarity, Six, 3));
    }

    [Fact]
    public void Top_k_is_the_sorted_definition() =>
        Check((s, shape, k) => new TopKAbsolutes(k).Support(s, shape, 1).SequenceEqual(ReferenceActivations.TopK(s, k)));

    [Fact]
    public void Extrema_pool_is_the_windowed_definition() =>
        Check((s, shape, m) => new ExtremaPoolIndices(m).Support(s, shape, 1).SequenceEqual(ReferenceActivations.ExtremaPool(s, shape, m)));

    [Fact]
    public void Extrema_is_the_greedy_definition_without_zeros() =>
        Check((s, shape, med) => new Extrema(0, med)
            .Support(s, shape, 1)
            .SequenceEqual(ReferenceActivations.Extrema(s, shape, med).Where(p => s[p] != 0)));

    [Fact]
    public void Relu_is_the_positive_positions() =>
        Check((s, shape, _) => new Relu().Support(s, shape, 1).SequenceEqual(Enumerable.Range(0, s.Length).Where(p => s[p] > 0)));

    [Fact]
    public void Rows_that_are_known_to_be_empty_change_nothing()
    {
        Check((s, shape, k) =>
        {
            (int first, int end) = (k % shape.Height, Math.Max(k % shape.Height, shape.Height - (k / 3)));
            Array.Clear(s, 0, first * shape.Width);
            Array.Clear(s, end * shape.Width, (shape.Height - end) * shape.Width);
            return Selected(new Relu(), first..end).SequenceEqual(Selected(new Relu(), Range.All))
                && Selected(new TopKAbsolutes(k * 5), first..end).SequenceEqual(Selected(new TopKAbsolutes(k * 5), Range.All));

            int[] Selected<T>(T activation, Range filledRows)
                where T : struct, ISparseActivation
            {
                MapShape map = new(shape.Height, shape.Width, (shape.Width + 15) / 16 * 16);
                float[] similarity = new float[map.Length];
                for (int row = 0; row < shape.Height; row++)
                {
                    s.AsSpan(row * shape.Width, shape.Width).CopyTo(similarity.AsSpan(row * map.RowStride));
                }

                int[] scratch = new int[SelectionContext.ScratchSizeFor(map.Length)], memory = [BitConverter.SingleToInt32Bits(1)];
                SupportBuilder support = new(new int[map.PositionCount], map);
                activation.Select(
                    new SelectionContext(similarity, map.Length, 1, 0, map, 2, SelectionPhase.Training, scratch, memory, filledRows),
                    ref support);
                return support.Positions.ToArray();
            }
        });
    }

    [Fact]
    public void A_position_between_two_rows_is_refused()
    {
        MapShape shape = new(3, 5, 16);
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(4, 15));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(4, 37));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(48));
        Add(0, 4, 16, 36);

        void Add(params int[] positions)
        {
            SupportBuilder support = new(new int[15], shape);
            foreach (int position in positions)
            {
                support.Add(position);
            }
        }
    }

    /// <summary>
    /// Images of few different values, so that ties, plateaus and zeros are common. Smooth images as well. Widths lie
    /// on both sides of a vector and of words of 32 and 64 columns.
    /// </summary>
    private static void Check(Func<float[], ExampleShape, int, bool> property)
    {
        Gen<ExampleShape> shapes = Gen.Choose(2, 20).Zip(
            Gen.OneOf(Gen.Choose(1, 15), Gen.Choose(15, 18), Gen.Choose(28, 36), Gen.Choose(62, 68)), (h, w) => new ExampleShape(h, w));
        Gen<Func<int, float>> values = Gen.OneOf(
            Gen.Constant<Func<int, float>>(v => v % 7 - 3),
            Gen.Constant<Func<int, float>>(v => v % 100_003 / 50_000f - 1),
            Gen.Constant<Func<int, float>>(v => v % 5 == 0 ? v % 11 - 5 : 0));
        Gen<(float[], ExampleShape)> images =
            from shape in shapes
            from value in values
            from numbers in Gen.Choose(0, 1_000_000).ArrayOf(shape.Length)
            select (numbers.Select(value).ToArray(), shape);
        var cases = images.Zip(Gen.Choose(1, 12)).ToArbitrary();
        Prop.ForAll(cases, c => property(c.Item1.Item1, c.Item1.Item2, c.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }
}
