using System.Globalization;
using System.Text;

namespace GradPipelines;

/// <summary>Writes arrays as NumPy does: nested brackets, aligned columns, an ellipsis in large ones. Numbers read back exactly.</summary>
internal static class ArrayPrinter
{
    private static readonly System.Buffers.SearchValues<char> PointMarks = System.Buffers.SearchValues.Create(".EIN");

    private const int Edge = 3;
    private const int Threshold = 1000;

    public static string Print(NdArray array)
    {
        var values = Texts(array);
        if (array.Rank == 0) return values(0);
        if (array.Size == 0) return $"[] (shape {array.Shape}, {array.DType.Name()})";
        var summarize = array.Size > Threshold;
        var texts = new Dictionary<int, string>();
        Collect(array.Shape, 0, 0, summarize, values, texts);
        var width = texts.Values.Max(t => t.Length);
        var builder = new StringBuilder();
        Write(builder, array.Shape, 0, 0, summarize, texts, width);
        return builder.ToString();
    }

    private static IEnumerable<int> Shown(int size, bool summarize)
    {
        for (var i = 0; i < size; i++)
        {
            if (summarize && size > 2 * Edge && i == Edge)
            {
                yield return -1;
                i = size - Edge;
            }

            yield return i;
        }
    }

    private static void Collect(Shape shape, int axis, int start, bool summarize, Func<int, string> values, Dictionary<int, string> texts)
    {
        if (axis == shape.Rank)
        {
            texts[start] = values(start);
            return;
        }

        var step = Step(shape, axis);
        foreach (var i in Shown(shape[axis], summarize))
            if (i >= 0) Collect(shape, axis + 1, start + i * step, summarize, values, texts);
    }

    private static void Write(StringBuilder builder, Shape shape, int axis, int start, bool summarize, Dictionary<int, string> texts, int width)
    {
        if (axis == shape.Rank)
        {
            builder.Append(texts[start].PadLeft(width));
            return;
        }

        var step = Step(shape, axis);
        var last = axis == shape.Rank - 1;
        builder.Append('[');
        var first = true;
        foreach (var i in Shown(shape[axis], summarize))
        {
            if (!first) builder.Append(last ? ", " : "," + new string('\n', shape.Rank - 1 - axis) + new string(' ', axis + 1));
            first = false;
            if (i < 0) builder.Append("...");
            else Write(builder, shape, axis + 1, start + i * step, summarize, texts, width);
        }

        builder.Append(']');
    }

    private static int Step(Shape shape, int axis)
    {
        var step = 1;
        for (var i = axis + 1; i < shape.Rank; i++) step *= shape[i];
        return step;
    }

    private static Func<int, string> Texts(NdArray array)
    {
        var source = array.Contiguous();
        return array.DType switch
        {
            DType.Bool => i => source.Span<bool>()[i] ? "true" : "false",
            DType.Int64 => i => source.Span<long>()[i].ToString(CultureInfo.InvariantCulture),
            DType.Float32 => i => WithPoint(source.Span<float>()[i].ToString("R", CultureInfo.InvariantCulture)),
            _ => i => WithPoint(source.Span<double>()[i].ToString("R", CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>A floating number shows that it is one: <c>2.0</c>, not <c>2</c>.</summary>
    private static string WithPoint(string text) => text.AsSpan().ContainsAny(PointMarks) ? text : text + ".0";
}
