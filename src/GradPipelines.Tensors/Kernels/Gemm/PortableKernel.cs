using System.Numerics;
using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>The micro-kernel without emitted code: tiles of up to 6 rows and 2 vectors, at any width.</summary>
/// <remarks>
/// Used where code may not be generated, or where the machine has neither AVX2 nor AVX-512. 6 x 2 sums + 2 + 1 fit 16
/// registers. Missing rows repeat the last one and missing vectors the first, so the inner loop has one form; what they
/// compute is not stored. B must be packed, with zeros behind a partial last vector. Sums pass through a small buffer
/// on their way to C, where a partial vector is finished element by element.
/// </remarks>
internal static unsafe class PortableKernel<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int MaxRows = 6;
    public const int MaxVectors = 2;

    public static void Run(TileArguments* arguments)
    {
        for (; arguments->Panels > 0; arguments->Panels--)
        {
            RunPanel(arguments);
            var bytes = arguments->Vectors * sizeof(TVector);
            arguments->B += arguments->PanelStrideB;
            arguments->C += bytes;
            arguments->Bias += bytes;
            arguments->Auxiliary += bytes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPanel(TileArguments* arguments)
    {
        var rows = arguments->Rows;
        var vectors = arguments->Vectors;
        var a = arguments->A;
        var c = arguments->C;
        var auxiliary = arguments->Auxiliary;
        nint s = arguments->RowStrideA, step = arguments->ColStrideA;
        var second = vectors == 2 ? sizeof(TVector) : 0;
        var sums = stackalloc TVector[MaxRows * MaxVectors];
        for (var tile = arguments->Tiles; tile > 0; tile--)
        {
            byte* a0 = a, a1 = rows > 1 ? a0 + s : a0, a2 = rows > 2 ? a1 + s : a1;
            byte* a3 = rows > 3 ? a2 + s : a2, a4 = rows > 4 ? a3 + s : a3, a5 = rows > 5 ? a4 + s : a4;
            TVector c00 = TLanes.Zero(), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
            TVector c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
            var b = arguments->B;
            for (var k = arguments->K; k > 0; k--)
            {
                TVector b0 = TLanes.Load((T*)b), b1 = TLanes.Load((T*)(b + second));
                var t = TLanes.Broadcast((T*)a0);
                c00 = TLanes.MultiplyAdd(t, b0, c00);
                c01 = TLanes.MultiplyAdd(t, b1, c01);
                t = TLanes.Broadcast((T*)a1);
                c10 = TLanes.MultiplyAdd(t, b0, c10);
                c11 = TLanes.MultiplyAdd(t, b1, c11);
                t = TLanes.Broadcast((T*)a2);
                c20 = TLanes.MultiplyAdd(t, b0, c20);
                c21 = TLanes.MultiplyAdd(t, b1, c21);
                t = TLanes.Broadcast((T*)a3);
                c30 = TLanes.MultiplyAdd(t, b0, c30);
                c31 = TLanes.MultiplyAdd(t, b1, c31);
                t = TLanes.Broadcast((T*)a4);
                c40 = TLanes.MultiplyAdd(t, b0, c40);
                c41 = TLanes.MultiplyAdd(t, b1, c41);
                t = TLanes.Broadcast((T*)a5);
                c50 = TLanes.MultiplyAdd(t, b0, c50);
                c51 = TLanes.MultiplyAdd(t, b1, c51);
                a0 += step;
                a1 += step;
                a2 += step;
                a3 += step;
                a4 += step;
                a5 += step;
                b += arguments->RowStrideB;
            }

            sums[0] = c00;
            sums[1] = c01;
            sums[2] = c10;
            sums[3] = c11;
            sums[4] = c20;
            sums[5] = c21;
            sums[6] = c30;
            sums[7] = c31;
            sums[8] = c40;
            sums[9] = c41;
            sums[10] = c50;
            sums[11] = c51;
            for (var i = 0; i < rows; i++)
            {
                StoreRow(arguments, sums + i * MaxVectors, (T*)c, (T*)auxiliary);
                c += arguments->RowStrideC;
                auxiliary += arguments->RowStrideAuxiliary;
            }

            a += arguments->TileStrideA;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreRow(TileArguments* arguments, TVector* sums, T* c, T* auxiliary)
    {
        var lanes = sizeof(TVector) / sizeof(T);
        var bias = (T*)arguments->Bias;
        var steps = arguments->Steps;
        var full = arguments->LastLanes == lanes ? arguments->Vectors : arguments->Vectors - 1;
        for (var j = 0; j < full; j++)
        {
            var x = sums[j];
            var at = j * lanes;
            if ((steps & GemmSteps.Accumulate) != 0)
            {
                x = TLanes.Add(x, TLanes.Load(c + at));
            }

            if ((steps & GemmSteps.AddBias) != 0)
            {
                x = TLanes.Add(x, TLanes.Load(bias + at));
            }

            if ((steps & GemmSteps.Relu) != 0)
            {
                x = TLanes.Relu(x);
            }

            if ((steps & GemmSteps.MaskByAuxiliary) != 0)
            {
                x = TLanes.MaskBy(x, TLanes.Load(auxiliary + at));
            }

            TLanes.Store(x, c + at);
        }

        var columns = (arguments->Vectors - 1) * lanes + arguments->LastLanes;
        for (var j = full * lanes; j < columns; j++)
        {
            c[j] = ScalarSteps.Apply(steps, ((T*)sums)[j], c + j, bias + j, auxiliary + j);
        }
    }
}

/// <summary>The epilogue of one element, for the paths that finish elements one by one.</summary>
internal static unsafe class ScalarSteps
{
    /// <summary>The value to write to <paramref name="c"/>; pointers of steps that are not taken are not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(GemmSteps steps, T x, T* c, T* bias, T* auxiliary)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if ((steps & GemmSteps.Accumulate) != 0)
        {
            x += *c;
        }

        if ((steps & GemmSteps.AddBias) != 0)
        {
            x += *bias;
        }

        if ((steps & GemmSteps.Relu) != 0 && x < T.Zero)
        {
            x = T.Zero;
        }

        if ((steps & GemmSteps.MaskByAuxiliary) != 0 && *auxiliary <= T.Zero)
        {
            x = T.Zero;
        }

        return x;
    }
}
