using PureHDF;

namespace Sans.Data.Formats.Hdf5;

/// <summary>Attributes of HDF5 objects that are a single text or number.</summary>
internal static class Hdf5Attributes
{
    extension(IH5Object owner)
    {
        /// <summary>A text, or <see langword="null"/> where there is none.</summary>
        public string? TextOf(string name) =>
            owner.AttributeExists(name)
                && owner.Attribute(name) is
                {
                    Space.Type: H5DataspaceType.Scalar, Type.Class: H5DataTypeClass.String
                    or H5DataTypeClass.VariableLength
                } text
                ? text.Read<string>()
                : null;

        /// <summary>A number, or <see langword="null"/> where there is none.</summary>
        public double? NumberOf(string name)
        {
            if (!owner.AttributeExists(name) || owner.Attribute(name) is not { } attribute
                || attribute.Space.Dimensions.Aggregate(1UL, (product, side) => product * side) != 1)
            {
                return null;
            }

            bool isSigned = attribute.Type.Class == H5DataTypeClass.FixedPoint && attribute.Type.FixedPoint.IsSigned;
            return (attribute.Type.Class, attribute.Type.Size) switch
            {
                (H5DataTypeClass.FloatingPoint, 4) => attribute.Read<float[]>()[0],
                (H5DataTypeClass.FloatingPoint, 8) => attribute.Read<double[]>()[0],
                (H5DataTypeClass.FixedPoint, 1) => isSigned ? attribute.Read<sbyte[]>()[0] : attribute.Read<byte[]>()[0],
                (H5DataTypeClass.FixedPoint, 2) => isSigned ? attribute.Read<short[]>()[0] : attribute.Read<ushort[]>()[0],
                (H5DataTypeClass.FixedPoint, 4) => isSigned ? attribute.Read<int[]>()[0] : attribute.Read<uint[]>()[0],
                (H5DataTypeClass.FixedPoint, 8) => isSigned ? attribute.Read<long[]>()[0] : attribute.Read<ulong[]>()[0],
                _ => null,
            };
        }
    }
}
