using System.Runtime.InteropServices;

namespace GradPipelines.Onnx;

/// <summary>Constants of the two graphs as one constant of the file.</summary>
internal static class OnnxConstant
{
    /// <summary>
    /// A constant may differ between the graphs in two ways: it is repeated along the batch (a bias that was stretched), or it is a
    /// single number that is a multiple of the batch (what a mean divides by).
    /// </summary>
    public static OnnxValue Add(OnnxModelWriter writer, Tensor first, Tensor second)
    {
        var (a, b) = (writer.Rounded(Numbers(first)), writer.Rounded(Numbers(second)));
        var whole = OnnxSize.Of(a.Shape, b.Shape);
        var (small, large) = (Compact(a), Compact(b));
        OnnxSize[] held = [.. small.Shape.Select(s => new OnnxSize(s, false))];
        if (small.Shape.Equals(large.Shape) && Bytes(small).AsSpan().SequenceEqual(Bytes(large)))
            return new OnnxValue(writer.Constant(small), held, whole, first.DType) { Constant = Array.Exists(whole, s => s.IsBatch) ? null : a };
        if (small.Size == 1 && large.Size == 1 && small.DType != DType.Bool && IsMultiple(small.Item(), large.Item(), out var factor))
            return new OnnxValue(writer.BatchNumber(factor, small.DType, held.Length), held, whole, first.DType);
        throw new RefusedException($"a constant of shape ({string.Join(", ", whole)}) whose numbers depend on the batch size");
    }

    public static byte[] Bytes(NdArray x) => x.DType switch
    {
        DType.Float64 => Bytes<double>(x),
        DType.Float32 => Bytes<float>(x),
        DType.Int64 => Bytes<long>(x),
        _ => Bytes<bool>(x),
    };

    private static byte[] Bytes<T>(NdArray x)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(x.ToArray<T>()).ToArray();

    private static NdArray Numbers(Tensor x) => x is ConcreteTensor c
        ? c.Array
        : throw new RefusedException("a constant is a traced value of a transform around the export");

    private static bool IsMultiple(double first, double second, out long factor)
    {
        factor = (long)first / BatchProgram.FirstBatch;
        return factor != 0 && first == factor * BatchProgram.FirstBatch && second == factor * BatchProgram.SecondBatch;
    }

    /// <summary>The same numbers with size 1 along every axis on which they repeat.</summary>
    private static NdArray Compact(NdArray x)
    {
        var starts = new int[x.Rank];
        var sizes = x.Shape.ToArray();
        var bytes = Bytes(x);
        var width = x.Size == 0 ? 0 : bytes.Length / x.Size;
        for (var axis = 0; axis < x.Rank && x.Size > 0; axis++)
        {
            var inner = width;
            for (var i = axis + 1; i < x.Rank; i++) inner *= x.Shape[i];
            if (Repeats(bytes, x.Shape[axis], inner)) sizes[axis] = 1;
        }

        return sizes.AsSpan().SequenceEqual(x.Shape.AsSpan()) ? x : Ops.StridedSlice(Tensor.From(x), starts, sizes, [.. Enumerable.Repeat(1, x.Rank)]).ToNdArray();
    }

    private static bool Repeats(byte[] bytes, int size, int inner)
    {
        for (var block = 0; block < bytes.Length; block += size * inner)
            for (var i = 1; i < size; i++)
                if (!bytes.AsSpan(block, inner).SequenceEqual(bytes.AsSpan(block + i * inner, inner))) return false;
        return true;
    }
}
