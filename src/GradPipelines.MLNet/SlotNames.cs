using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>The names of a vector column's elements.</summary>
internal static class SlotNames
{
    /// <summary>The annotation as ML.NET knows it; its own method for that is not public.</summary>
    public static DataViewSchema.Annotations Of(IReadOnlyList<string> names)
    {
        var values = names.Select(n => n.AsMemory()).ToArray();
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            "SlotNames",
            new VectorDataViewType(TextDataViewType.Instance, values.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(values.Length, [.. values]));
        return builder.ToAnnotations();
    }
}
