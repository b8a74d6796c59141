using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>Copies strided elements into row-major order, and row-major elements into strided places.</summary>
internal static class CopyLoop
{
    /// <summary>A contiguous copy.</summary>
    public static NdArray Contiguous(NdArray x) => x.DType switch
    {
        DType.Float64 => Gather<double>(x),
        DType.Float32 => Gather<float>(x),
        DType.Int64 => Gather<long>(x),
        _ => Gather<bool>(x),
    };

    private static NdArray Gather<T>(NdArray x)
        where T : unmanaged
    {
        var result = NdArray.Allocate<T>(x.Shape);
        if (x.Size == 0) return result;
        CopyStrided(ref x.Origin<T>(), x.Strides(), ref result.Origin<T>(), result.Strides(), x.Shape);
        return result;
    }

    /// <summary>Copies every element of one strided block to another of the same shape.</summary>
    public static void CopyStrided<T>(ref T source, int[] sourceStrides, ref T target, int[] targetStrides, Shape shape)
        where T : unmanaged
    {
        if (shape.Size == 0) return;
        var walk = new StridedWalk(shape, sourceStrides, targetStrides);
        int n = walk.Length, from = walk.Step(0), to = walk.Step(1);
        do
        {
            ref var s = ref Unsafe.Add(ref source, walk.Offsets[0]);
            ref var t = ref Unsafe.Add(ref target, walk.Offsets[1]);
            if (to == 1 && from == 1) MemoryMarshal.CreateSpan(ref s, n).CopyTo(MemoryMarshal.CreateSpan(ref t, n));
            else if (to == 1 && from == 0) MemoryMarshal.CreateSpan(ref t, n).Fill(s);
            else
                for (var i = 0; i < n; i++) Unsafe.Add(ref t, i * to) = Unsafe.Add(ref s, i * from);
        }
        while (walk.Next());
    }

    /// <summary>Writes <paramref name="x"/> into the part of a contiguous array given by starts and steps.</summary>
    public static void Place(NdArray x, NdArray target, ReadOnlySpan<int> starts, ReadOnlySpan<int> steps)
    {
        var strides = target.Strides();
        var offset = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            offset += starts[i] * strides[i];
            strides[i] *= steps[i];
        }

        if (x.Size == 0) return;
        switch (x.DType)
        {
            case DType.Float64: CopyStrided(ref x.Origin<double>(), x.Strides(), ref Unsafe.Add(ref target.Origin<double>(), offset), strides, x.Shape); break;
            case DType.Float32: CopyStrided(ref x.Origin<float>(), x.Strides(), ref Unsafe.Add(ref target.Origin<float>(), offset), strides, x.Shape); break;
            case DType.Int64: CopyStrided(ref x.Origin<long>(), x.Strides(), ref Unsafe.Add(ref target.Origin<long>(), offset), strides, x.Shape); break;
            default: CopyStrided(ref x.Origin<bool>(), x.Strides(), ref Unsafe.Add(ref target.Origin<bool>(), offset), strides, x.Shape); break;
        }
    }
}
