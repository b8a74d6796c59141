using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Checkpoints;

/// <summary>Named tensors and a piece of JSON in one file, in the safetensors layout, so that other tools can read the numbers.</summary>
/// <remarks>
/// Layout: the header's length (8 bytes, little-endian), the header (JSON: name to dtype, shape and byte range; <c>__metadata__</c>
/// holds text), then the numbers, little-endian, row-major. Source: the format page of the safetensors project.
/// </remarks>
internal static class TensorFile
{
    private const string MetadataKey = "gradpipelines";

    /// <summary>Writes to a temporary name beside the file and renames, so that a kill leaves the old file or the new one.</summary>
    public static void Write(string path, NamedTensors tensors, JsonNode metadata)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { [MetadataKey] = metadata.ToJsonString() } };
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            var bytes = (long)tensor.Size * tensor.DType.ByteSize();
            header[name] = new JsonObject
            {
                ["dtype"] = Name(tensor.DType),
                ["shape"] = new JsonArray([.. tensor.Shape.Select(s => JsonValue.Create(s))]),
                ["data_offsets"] = new JsonArray(offset, offset + bytes),
            };
            offset += bytes;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = (8 - text.Length % 8) % 8; // the format aligns the numbers by blanks after the header
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, text.Length + padding);
            stream.Write(length);
            stream.Write(text);
            for (var i = 0; i < padding; i++) stream.WriteByte((byte)' ');
            foreach (var (_, tensor) in tensors) stream.Write(Bytes(tensor));
        });
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is not such a file, or is cut short.</exception>
    public static (NamedTensors Tensors, JsonNode Metadata) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            var header = JsonNode.Parse(bytes.AsSpan(8, checked((int)length)))!.AsObject();
            var metadata = JsonNode.Parse(header["__metadata__"]![MetadataKey]!.GetValue<string>())!;
            var data = bytes.AsSpan(8 + (int)length);
            var items = new List<KeyValuePair<string, Tensor>>();
            foreach (var (name, entry) in header)
            {
                if (name == "__metadata__") continue;
                Shape shape = entry!["shape"]!.AsArray().Select(s => s!.GetValue<int>()).ToArray();
                var (start, end) = (entry["data_offsets"]![0]!.GetValue<int>(), entry["data_offsets"]![1]!.GetValue<int>());
                items.Add(KeyValuePair.Create(name, Parse(entry["dtype"]!.GetValue<string>(), data[start..end], shape)));
            }

            return (new NamedTensors(items), metadata);
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException($"{path} is not a file of tensors, or is cut short: {e.Message}", e);
        }
    }

    private static string Name(DType dtype) => dtype switch
    {
        DType.Float64 => "F64",
        DType.Float32 => "F32",
        DType.Int64 => "I64",
        _ => "BOOL",
    };

    private static byte[] Bytes(Tensor tensor) => tensor.DType switch
    {
        DType.Float64 => MemoryMarshal.AsBytes<double>(tensor.ToArray<double>()).ToArray(),
        DType.Float32 => MemoryMarshal.AsBytes<float>(tensor.ToArray<float>()).ToArray(),
        DType.Int64 => MemoryMarshal.AsBytes<long>(tensor.ToArray<long>()).ToArray(),
        _ => MemoryMarshal.AsBytes<bool>(tensor.ToArray<bool>()).ToArray(),
    };

    private static Tensor Parse(string dtype, ReadOnlySpan<byte> bytes, Shape shape) => dtype switch
    {
        "F64" => Tensor.From(MemoryMarshal.Cast<byte, double>(bytes), shape),
        "F32" => Tensor.From(MemoryMarshal.Cast<byte, float>(bytes), shape),
        "I64" => Tensor.From(MemoryMarshal.Cast<byte, long>(bytes), shape),
        "BOOL" => Tensor.From(MemoryMarshal.Cast<byte, bool>(bytes), shape),
        _ => throw new InvalidDataException($"dtype {dtype} is not one of F64, F32, I64, BOOL."),
    };
}
