using System.Reflection.Metadata;

namespace GradPipelines.Hosting;

/// <summary>Lets the metadata reader decode attribute arguments with type names standing for types, so that no type is loaded.</summary>
internal sealed class AttributeTypeNames : ICustomAttributeTypeProvider<string>
{
    public static readonly AttributeTypeNames Instance = new();

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => "System.Type";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return FullName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return FullName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromSerializedName(string name) => name;

    // Enum arguments are stored as their underlying integer; the attributes read here have none of another width.
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    public bool IsSystemType(string type) => type == "System.Type";

    private static string FullName(string ns, string name) => ns.Length == 0 ? name : $"{ns}.{name}";
}
