using System.Security.Cryptography;

namespace GradPipelines.Hosting;

/// <summary>What a plugin's file says about itself, read without loading it.</summary>
public sealed record PluginManifest
{
    /// <summary>The prefix of its names.</summary>
    public required string Id { get; init; }

    /// <summary>The simple name of the assembly, which is also the name of its folder.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>The plugin's version: that of its assembly.</summary>
    public required Version Version { get; init; }

    /// <summary>The full path of the DLL.</summary>
    public required string Path { get; init; }

    /// <summary>The full name of the class that implements the entry point.</summary>
    public required string EntryPoint { get; init; }

    /// <summary>The lowest contract version that the plugin asks for in its attribute, as written, or null.</summary>
    public string? MinHost { get; init; }

    /// <summary>The target framework moniker (<c>.NETCoreApp,Version=v10.0</c>), or null where the file names none.</summary>
    public string? TargetFramework { get; init; }

    /// <summary>The assemblies it was compiled against.</summary>
    public required IReadOnlyList<AssemblyReference> References { get; init; }

    /// <summary>The folder that holds the DLL and the plugin's private dependencies.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? Path;

    /// <summary>The SHA-256 of the DLL in lower-case hexadecimal, for run records and lock files.</summary>
    public string ComputeSha256()
    {
        using var stream = File.OpenRead(Path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>A row of the table of referenced assemblies.</summary>
/// <param name="Name">The simple name.</param>
/// <param name="Version">The version compiled against.</param>
public sealed record AssemblyReference(string Name, Version Version);
