using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>A function of one number, as a type: the loop is compiled once for each, without a delegate or a virtual call.</summary>
internal interface IUnaryOperation<TIn, TOut>
{
    /// <summary>The value at one element.</summary>
    static abstract TOut Invoke(TIn x);

    /// <summary>Fills <paramref name="y"/> with vector instructions, or returns false to leave it to the scalar loop.</summary>
    static virtual bool TryVector(ReadOnlySpan<TIn> x, Span<TOut> y) => false;
}

/// <summary>A function of two numbers, as a type.</summary>
internal interface IBinaryOperation<TIn, TOut>
{
    /// <summary>The value at one element.</summary>
    static abstract TOut Invoke(TIn a, TIn b);

    /// <summary>Fills <paramref name="y"/> with vector instructions; an operand of one element is repeated. False leaves it to the scalar loop.</summary>
    static virtual bool TryVector(ReadOnlySpan<TIn> a, ReadOnlySpan<TIn> b, Span<TOut> y) => false;
}

/// <summary>The only loops over element-wise functions: contiguous runs inside, broadcasting and strides outside.</summary>
internal static class ElementwiseLoop
{
    /// <summary>One function over one array of any strides.</summary>
    public static NdArray Unary<TIn, TOut, TOp>(NdArray x)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : IUnaryOperation<TIn, TOut>
    {
        if (x.Rank == 0) return NdArray.Scalar(TOp.Invoke(x.Origin<TIn>()));
        var result = NdArray.Allocate<TOut>(x.Shape);
        if (x.Size == 0) return result;
        var source = x.ReadSpan<TIn>();
        var target = result.Span<TOut>();
        if (!TOp.TryVector(source, target)) Run<TIn, TOut, TOp>(source, target);
        return result;
    }

    /// <summary>One function over two arrays, broadcast to a common shape.</summary>
    public static NdArray Binary<TIn, TOut, TOp>(NdArray a, NdArray b, string name)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : IBinaryOperation<TIn, TOut>
    {
        if (a.Rank == 0 && b.Rank == 0) return NdArray.Scalar(TOp.Invoke(a.Origin<TIn>(), b.Origin<TIn>()));
        var shape = Shape.Broadcast(a.Shape, b.Shape, name);
        var result = NdArray.Allocate<TOut>(shape);
        if (shape.Size == 0) return result;
        var y = result.Span<TOut>();
        if ((a.Size == 1 || (a.IsContiguous && a.Size == shape.Size)) && (b.Size == 1 || (b.IsContiguous && b.Size == shape.Size)))
        {
            Run<TIn, TOut, TOp>(MemoryMarshal.CreateReadOnlySpan(ref a.Origin<TIn>(), a.Size), MemoryMarshal.CreateReadOnlySpan(ref b.Origin<TIn>(), b.Size), y);
            return result;
        }

        Strided<TIn, TOut, TOp>(a.BroadcastTo(shape), b.BroadcastTo(shape), result);
        return result;
    }

    /// <summary>Chooses between two arrays of one dtype by a boolean array; all three have one shape.</summary>
    public static NdArray Select<T>(NdArray condition, NdArray a, NdArray b)
        where T : unmanaged
    {
        var result = NdArray.Allocate<T>(condition.Shape);
        if (result.Size == 0) return result;
        var walk = new StridedWalk(condition.Shape, condition.Strides(), a.Strides(), b.Strides(), result.Strides());
        int n = walk.Length, sc = walk.Step(0), sa = walk.Step(1), sb = walk.Step(2), sy = walk.Step(3);
        do
        {
            ref var c = ref Unsafe.Add(ref condition.Origin<bool>(), walk.Offsets[0]);
            ref var x = ref Unsafe.Add(ref a.Origin<T>(), walk.Offsets[1]);
            ref var z = ref Unsafe.Add(ref b.Origin<T>(), walk.Offsets[2]);
            ref var y = ref Unsafe.Add(ref result.Origin<T>(), walk.Offsets[3]);
            for (var i = 0; i < n; i++)
                Unsafe.Add(ref y, i * sy) = Unsafe.Add(ref c, i * sc) ? Unsafe.Add(ref x, i * sa) : Unsafe.Add(ref z, i * sb);
        }
        while (walk.Next());
        return result;
    }

    private static void Strided<TIn, TOut, TOp>(NdArray a, NdArray b, NdArray result)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : IBinaryOperation<TIn, TOut>
    {
        var walk = new StridedWalk(result.Shape, a.Strides(), b.Strides(), result.Strides());
        int n = walk.Length, sa = walk.Step(0), sb = walk.Step(1), sy = walk.Step(2);
        var spans = sy == 1 && sa is 0 or 1 && sb is 0 or 1;
        do
        {
            ref var x = ref Unsafe.Add(ref a.Origin<TIn>(), walk.Offsets[0]);
            ref var z = ref Unsafe.Add(ref b.Origin<TIn>(), walk.Offsets[1]);
            ref var y = ref Unsafe.Add(ref result.Origin<TOut>(), walk.Offsets[2]);
            if (spans)
                Run<TIn, TOut, TOp>(MemoryMarshal.CreateReadOnlySpan(ref x, sa == 0 ? 1 : n), MemoryMarshal.CreateReadOnlySpan(ref z, sb == 0 ? 1 : n), MemoryMarshal.CreateSpan(ref y, n));
            else
                for (var i = 0; i < n; i++) Unsafe.Add(ref y, i * sy) = TOp.Invoke(Unsafe.Add(ref x, i * sa), Unsafe.Add(ref z, i * sb));
        }
        while (walk.Next());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TIn, TOut, TOp>(ReadOnlySpan<TIn> x, Span<TOut> y)
        where TOp : IUnaryOperation<TIn, TOut>
    {
        for (var i = 0; i < y.Length; i++) y[i] = TOp.Invoke(x[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TIn, TOut, TOp>(ReadOnlySpan<TIn> a, ReadOnlySpan<TIn> b, Span<TOut> y)
        where TOp : IBinaryOperation<TIn, TOut>
    {
        if (TOp.TryVector(a, b, y)) return;
        if (a.Length == y.Length && b.Length == y.Length)
            for (var i = 0; i < y.Length; i++) y[i] = TOp.Invoke(a[i], b[i]);
        else if (b.Length == y.Length)
            for (var i = 0; i < y.Length; i++) y[i] = TOp.Invoke(a[0], b[i]);
        else if (a.Length == y.Length)
            for (var i = 0; i < y.Length; i++) y[i] = TOp.Invoke(a[i], b[0]);
        else
            y.Fill(TOp.Invoke(a[0], b[0]));
    }
}
