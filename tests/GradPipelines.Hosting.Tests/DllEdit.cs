using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace GradPipelines.Hosting.Tests;

/// <summary>Edits the metadata of a DLL in place, to have plugins of versions that this repository does not build.</summary>
internal static class DllEdit
{
    /// <summary>Changes the version of a referenced assembly: the first three 16-bit numbers of its row in the reference table.</summary>
    public static void SetReference(string file, string assembly, int major, int minor, int build = 0)
    {
        var bytes = File.ReadAllBytes(file);
        using var pe = new PEReader(new MemoryStream(bytes));
        var metadata = pe.GetMetadataReader();
        var handle = metadata.AssemblyReferences.Single(h => metadata.GetString(metadata.GetAssemblyReference(h).Name) == assembly);
        var row = pe.PEHeaders.MetadataStartOffset
            + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (metadata.GetTableRowSize(TableIndex.AssemblyRef) * (MetadataTokens.GetRowNumber(handle) - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(row), (ushort)major);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(row + 2), (ushort)minor);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(row + 4), (ushort)build);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Replaces text of the same length, wherever it stands as UTF-8: attribute arguments are stored so.</summary>
    public static void ReplaceText(string file, string from, string to)
    {
        Assert.Equal(Encoding.UTF8.GetByteCount(from), Encoding.UTF8.GetByteCount(to));
        byte[] bytes = File.ReadAllBytes(file), wanted = Encoding.UTF8.GetBytes(from), with = Encoding.UTF8.GetBytes(to);
        var at = bytes.AsSpan().IndexOf(wanted);
        Assert.True(at >= 0, $"{file} does not contain '{from}'");
        for (; at >= 0; at = bytes.AsSpan().IndexOf(wanted))
        {
            with.CopyTo(bytes, at);
        }

        File.WriteAllBytes(file, bytes);
    }
}
