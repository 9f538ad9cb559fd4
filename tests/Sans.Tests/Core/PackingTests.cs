using System.Runtime.Intrinsics;
using Sans.Core.Activations;

namespace Sans.Tests.Core;

/// <summary>Chosen lanes are moved together, with every available instruction set.</summary>
public sealed class PackingTests
{
    [Fact]
    public void Lists_name_the_chosen_lanes()
    {
        Assert.Equal(256, ChosenLanes.Lists.Length);
        for (int bits = 0; bits < 256; bits++)
        {
            int[] chosen = [.. Enumerable.Range(0, 8).Where(lane => ((bits >> lane) & 1) != 0)];
            Assert.Equal(chosen
                .Select((lane, place) => (ulong)lane << (8 * place))
                .Aggregate(0UL, (all, lane) => all | lane), ChosenLanes.Lists[bits]);
        }
    }

    [Fact]
    public void Every_choice_is_stored_in_order()
    {
        Vector512<int> values = Packing.Indices + Vector512.Create(100), others = Packing.Indices - Vector512.Create(7);
        for (int bits = 0; bits < 1 << 16; bits++)
        {
            int[] chosen = [.. Enumerable.Range(0, 16).Where(lane => ((bits >> lane) & 1) != 0)];
            Vector512<int> mask = Packing.Mask((uint)bits);
            int[] target = new int[16], first = new int[16], second = new int[16];
            Assert.Equal((uint)bits, Packing.Bits(mask));
            Assert.Equal(chosen.Length, Packing.Store(values, mask, ref target[0]));
            Assert.Equal(chosen.Length, Packing.StoreBoth(values, others, mask, ref first[0], ref second[0]));
            Assert.Equal(chosen.Select(lane => lane + 100), target.Take(chosen.Length));
            Assert.Equal(chosen.Select(lane => lane + 100), first.Take(chosen.Length));
            Assert.Equal(chosen.Select(lane => lane - 7), second.Take(chosen.Length));
        }
    }
}
