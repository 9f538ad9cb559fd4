using System.Globalization;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Activations;

/// <summary>
/// The manifest in an assembly for each of its activations, as arguments of <c>[SparseActivationManifest]</c>. One class reads
/// and writes it, so that both forms stay equal.
/// </summary>
internal static class ActivationManifest
{
    /// <summary>The attribute that carries a manifest.</summary>
    public const string AttributeName = "SparseActivationManifestAttribute";

    /// <summary>The namespace of the attribute.</summary>
    public const string AttributeNamespace = "Sans.Core.Activations";

    private const char Separator = '\t';
    private const char WordSeparator = ',';
    private const int FieldCount = 8;

    /// <summary>One encoded text per parameter.</summary>
    public static IEnumerable<string> EncodeParameters(ActivationModel activation) =>
        activation.Schema.Parameters.Zip(activation.Constructor, (p, target) => string.Join(
            Separator.ToString(),
            [
                p.Name,
                target.Name,
                p.Type.ToString(),
                p.IsNullable ? "true" : "false",
                p.Default ?? "",
                CSharpLiteral.RoundTrip(p.Minimum),
                CSharpLiteral.RoundTrip(p.Maximum),
                DocumentationText.InOneLine(p.Summary),
                .. p.Type == ParameterType.Word ? new[] { target.Enumeration, string.Join(WordSeparator.ToString(), p.Words) } : [],
            ]));

    /// <summary>
    /// The activations of a referenced assembly. There are none where it cannot be read, which the compiler reports.
    /// </summary>
    public static ValueList<ActivationModel> Read(MetadataReference reference, CancellationToken cancellation)
    {
        // Code behind an extern alias cannot be named with 'global::'.
        bool isGlobal = reference.Properties.Aliases.IsDefaultOrEmpty || reference.Properties.Aliases.Contains("global");
        if (!isGlobal || reference.Properties.Kind != MetadataImageKind.Assembly)
        {
            return default;
        }

        return Guard.Run(
            () => reference switch
            {
                PortableExecutableReference file => new ValueList<ActivationModel>(ReadFile(file, cancellation)),
                CompilationReference project => new ValueList<ActivationModel>(ReadCompilation(project.Compilation)),
                _ => default,
            },
            _ => default);
    }

    private static IEnumerable<ActivationModel> ReadCompilation(Compilation compilation) => compilation.Assembly.GetAttributes()
        .Where(a => a.AttributeClass?.ToDisplayString() == AttributeNamespace + "." + AttributeName && a.ConstructorArguments.Length == 5)
        .Select(a => Decode(
            (string?)a.ConstructorArguments[0].Value,
            (string?)a.ConstructorArguments[1].Value,
            (int)a.ConstructorArguments[2].Value!,
            (string?)a.ConstructorArguments[3].Value,
            a.ConstructorArguments[4].Values.Select(v => (string?)v.Value)))
        .OfType<ActivationModel>();

    private static List<ActivationModel> ReadFile(PortableExecutableReference file, CancellationToken cancellation)
    {
        List<ActivationModel> activations = [];
        if (file.GetMetadata() is not AssemblyMetadata assembly)
        {
            return activations;
        }

        MetadataReader metadata = assembly.GetModules()[0].GetMetadataReader();
        foreach (CustomAttributeHandle handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            cancellation.ThrowIfCancellationRequested();
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (IsManifest(metadata, attribute.Constructor) && DecodeBlob(metadata.GetBlobReader(attribute.Value)) is { } activation)
            {
                activations.Add(activation);
            }
        }

        return activations;
    }

    private static bool IsManifest(MetadataReader metadata, EntityHandle constructor)
    {
        EntityHandle type = constructor.Kind switch
        {
            HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent,
            HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType(),
            _ => default,
        };
        (StringHandle typeNamespace, StringHandle name) = type.Kind switch
        {
            HandleKind.TypeReference when metadata.GetTypeReference((TypeReferenceHandle)type) is var t => (t.Namespace, t.Name),
            HandleKind.TypeDefinition when metadata.GetTypeDefinition((TypeDefinitionHandle)type) is var t => (t.Namespace, t.Name),
            _ => default,
        };
        return metadata.StringComparer.Equals(name, AttributeName) && metadata.StringComparer.Equals(typeNamespace, AttributeNamespace);
    }

    /// <summary>Decodes the arguments (ECMA-335, II.23.3) of the one constructor that the attribute has.</summary>
    private static ActivationModel? DecodeBlob(BlobReader blob)
    {
        const ushort Prolog = 1;
        if (blob.ReadUInt16() != Prolog)
        {
            return null;
        }

        string? name = blob.ReadSerializedString();
        string? type = blob.ReadSerializedString();
        int dimensions = blob.ReadInt32();
        string? summary = blob.ReadSerializedString();
        int count = Math.Max(0, blob.ReadInt32());
        List<string?> parameters = [];
        for (int i = 0; i < count; i++)
        {
            parameters.Add(blob.ReadSerializedString());
        }

        return Decode(name, type, dimensions, summary, parameters);
    }

    private static ActivationModel? Decode(string? name, string? type, int dimensions, string? summary, IEnumerable<string?> parameters)
    {
        string[][] fields = parameters.Select(p => (p ?? "").Split(Separator)).ToArray();

        // A later version may have more fields, which are ignored.
        if (name is null || type is null || Array.Exists(fields, f => f.Length < FieldCount))
        {
            return null;
        }

        ActivationSchema schema = new(name, (SignalDimensions)dimensions, summary ?? "", new(fields.Select(DecodeParameter)));
        return new ActivationModel(
            schema,
            type,
            new(fields.Select(f => new ConstructorParameter(f[1], f.Length > FieldCount ? f[FieldCount] : ""))),
            IsPublic: true);
    }

    private static ActivationParameter DecodeParameter(string[] fields) => new(
        fields[0],
        (ParameterType)Enum.Parse(typeof(ParameterType), fields[2]),
        fields[3] == "true",
        fields[4].Length == 0 ? null : fields[4],
        double.Parse(fields[5], NumberStyles.Float, CultureInfo.InvariantCulture),
        double.Parse(fields[6], NumberStyles.Float, CultureInfo.InvariantCulture),
        fields[7])
    {
        // Manifests of earlier versions have no words.
        Words = fields.Length > FieldCount + 1 && fields[FieldCount + 1].Length > 0
            ? new(fields[FieldCount + 1].Split(WordSeparator))
            : default,
    };
}
