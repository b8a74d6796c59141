using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>Reads a plugin's manifest from the metadata tables of its DLL: nothing is loaded, no code of it runs.</summary>
public static class PluginManifestReader
{
    private const string AttributeNamespace = "GradPipelines.Plugins";

    /// <summary>Reads one file.</summary>
    /// <exception cref="PluginManifestException">It cannot be read, is no .NET assembly, or is no plugin; the message says which.</exception>
    public static PluginManifest Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var pe = new PEReader(stream);
            if (!pe.HasMetadata)
            {
                throw new PluginManifestException(PluginSkipReason.Unreadable, $"{path} is not a .NET assembly (a native library?)");
            }

            return Read(pe.GetMetadataReader(), Path.GetFullPath(path));
        }
        catch (Exception e) when (e is BadImageFormatException or ArgumentException or InvalidOperationException or OverflowException)
        {
            // The reader trusts offsets inside the file, so a damaged file fails in several ways.
            throw new PluginManifestException(PluginSkipReason.Unreadable, $"{path} is not a .NET assembly, or it is damaged ({e.Message})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginManifestException(PluginSkipReason.Unreadable, $"{path} cannot be read ({e.Message})", e);
        }
    }

    private static PluginManifest Read(MetadataReader metadata, string path)
    {
        if (!metadata.IsAssembly)
        {
            throw new PluginManifestException(PluginSkipReason.Unreadable, $"{path} is a module, not an assembly");
        }

        var assembly = metadata.GetAssemblyDefinition();
        var attribute = FindAttribute(metadata, AttributeNamespace, nameof(GradPluginAttribute))
            ?? throw new PluginManifestException(
                PluginSkipReason.NotAPlugin,
                $"{path} carries no [assembly: GradPlugin(typeof(YourPlugin), \"your-id\")]");
        if (attribute.FixedArguments is not [{ Value: string entryPoint }, { Value: string id }])
        {
            throw new PluginManifestException(PluginSkipReason.NotAPlugin, $"{path}: its GradPlugin attribute has null arguments");
        }

        if (!ComponentName.IsKebabCase(id))
        {
            throw new PluginManifestException(
                PluginSkipReason.NotAPlugin, $"{path}: '{id}' is no plugin id; use lower-case words with hyphens between, such as 'acme'");
        }

        return new PluginManifest
        {
            Id = id,
            AssemblyName = metadata.GetString(assembly.Name),
            Version = assembly.Version,
            Path = path,
            EntryPoint = entryPoint,
            MinHost = attribute.NamedArguments.FirstOrDefault(a => a.Name == nameof(GradPluginAttribute.MinHost)).Value as string,
            TargetFramework = FindAttribute(metadata, "System.Runtime.Versioning", "TargetFrameworkAttribute")
                ?.FixedArguments[0].Value as string,
            References =
            [
                .. metadata.AssemblyReferences
                    .Select(metadata.GetAssemblyReference)
                    .Select(r => new AssemblyReference(metadata.GetString(r.Name), r.Version)),
            ],
        };
    }

    private static CustomAttributeValue<string>? FindAttribute(MetadataReader metadata, string ns, string name)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference)
            {
                continue;
            }

            var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (constructor.Parent.Kind != HandleKind.TypeReference)
            {
                continue;
            }

            var type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
            if (metadata.StringComparer.Equals(type.Name, name) && metadata.StringComparer.Equals(type.Namespace, ns))
            {
                return attribute.DecodeValue(AttributeTypeNames.Instance);
            }
        }

        return null;
    }
}

/// <summary>A file that is no usable plugin.</summary>
public sealed class PluginManifestException(PluginSkipReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of failure.</summary>
    public PluginSkipReason Reason { get; } = reason;
}
