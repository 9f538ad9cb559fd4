using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sans.Data.Synthetic;

/// <summary>The components of a synthetic signal, before noise and normalisation.</summary>
/// <param name="Motifs">The name of each motif.</param>
/// <param name="Atoms">The samples of each motif at amplitude 1, not stretched, <c>float64</c>, all of one length.</param>
/// <param name="Events">The events, in order of position, then of motif.</param>
public sealed record SyntheticTruth(IReadOnlyList<string> Motifs, IReadOnlyList<double[]> Atoms, IReadOnlyList<SyntheticEvent> Events)
{
    /// <summary>The atoms as a NumPy array, <c>[motifs, samples] float64</c>.</summary>
    public byte[] AtomsFile()
    {
        string sizes = FormattableString.Invariant($"({Atoms.Count}, {Atoms[0].Length})");
        string head = $"{{'descr': '<f8', 'fortran_order': False, 'shape': {sizes}, }}";

        // Version 1.0. The numbers begin at a multiple of 64 bytes.
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        int headStart = magic.Length + sizeof(ushort);
        int start = (headStart + head.Length + 1 + 63) / 64 * 64;
        byte[] file = new byte[start + (Atoms.Count * Atoms[0].Length * sizeof(double))];
        magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(magic.Length), (ushort)(start - headStart));
        Encoding.ASCII.GetBytes(head.PadRight(start - headStart - 1) + "\n", file.AsSpan(headStart));
        int next = start;
        foreach (double sample in Atoms.SelectMany(a => a))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(file.AsSpan(next), sample);
            next += sizeof(double);
        }

        return file;
    }

    /// <summary>The events as CSV: motif, position of the first sample in the signal, length in samples, amplitude.</summary>
    public string EventsFile()
    {
        StringBuilder text = new("motif,position,length,amplitude\n");
        foreach (SyntheticEvent one in Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Motifs[one.Motif]},{one.Position},{one.Length},{one.Amplitude:R}\n");
        }

        return text.ToString();
    }
}

/// <summary>One event of a synthetic signal.</summary>
/// <param name="Motif">The motif, from 0.</param>
/// <param name="Position">Its first sample in the signal, from 0.</param>
/// <param name="Length">Number of its samples, including those behind the end of the signal.</param>
/// <param name="Amplitude">Its amplitude in the unit of the signal.</param>
public readonly record struct SyntheticEvent(int Motif, int Position, int Length, double Amplitude);
