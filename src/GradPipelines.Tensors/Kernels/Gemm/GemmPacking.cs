using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>Copies a panel of A or B into the order in which a micro-kernel reads it.</summary>
internal static unsafe class GemmPacking
{
    /// <summary>Bytes behind the packed panel that may be overwritten.</summary>
    public const int Excess = 128;

    /// <summary>to[k][i] = from[k][i] for all k and i &lt; width.</summary>
    /// <param name="from">The first element.</param>
    /// <param name="strideK">Bytes in <paramref name="from"/> from one k to the next.</param>
    /// <param name="strideI">Bytes in <paramref name="from"/> from one i to the next.</param>
    /// <param name="width">Number of i.</param>
    /// <param name="depth">Number of k.</param>
    /// <param name="to">The packed panel.</param>
    /// <param name="rowBytes">Bytes in <paramref name="to"/> from one k to the next; i is contiguous there.</param>
    /// <param name="size">Bytes of an element, 4 or 8; elements are only moved.</param>
    public static void Pack(byte* from, nint strideK, nint strideI, int width, int depth, byte* to, nint rowBytes, int size)
    {
        if (strideI == size)
        {
            CopyRows(from, strideK, (nint)width * size, depth, to, rowBytes);
        }
        else if (size == 4)
        {
            Transpose4(from, strideK, strideI, width, depth, to, rowBytes);
        }
        else
        {
            Transpose8(from, strideK, strideI, width, depth, to, rowBytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(byte* from, nint strideK, nint bytes, int depth, byte* to, nint rowBytes)
    {
        for (var k = 0; k < depth; k++)
        {
            nint i = 0;
            for (; i + 64 <= bytes; i += 64)
            {
                Vector512.Load(from + i).Store(to + i);
            }

            for (; i + 16 <= bytes; i += 16)
            {
                Vector128.Load(from + i).Store(to + i);
            }

            for (; i < bytes; i += 4)
            {
                *(uint*)(to + i) = *(uint*)(from + i);
            }

            from += strideK;
            to += rowBytes;
        }
    }

    /// <summary>Four by four blocks of 4-byte elements where k is contiguous; single elements elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose4(byte* from, nint strideK, nint strideI, int width, int depth, byte* to, nint rowBytes)
    {
        var i = 0;
        if (Sse.IsSupported && strideK == sizeof(float))
        {
            for (; i + 4 <= width; i += 4)
            {
                var source = from + i * strideI;
                var target = to + i * sizeof(float);
                var k = 0;
                for (; k + 4 <= depth; k += 4)
                {
                    var r0 = Vector128.Load((float*)source);
                    var r1 = Vector128.Load((float*)(source + strideI));
                    var r2 = Vector128.Load((float*)(source + 2 * strideI));
                    var r3 = Vector128.Load((float*)(source + 3 * strideI));
                    Vector128<float> t0 = Sse.UnpackLow(r0, r1), t1 = Sse.UnpackHigh(r0, r1);
                    Vector128<float> t2 = Sse.UnpackLow(r2, r3), t3 = Sse.UnpackHigh(r2, r3);
                    Sse.MoveLowToHigh(t0, t2).Store((float*)target);
                    Sse.MoveHighToLow(t2, t0).Store((float*)(target + rowBytes));
                    Sse.MoveLowToHigh(t1, t3).Store((float*)(target + 2 * rowBytes));
                    Sse.MoveHighToLow(t3, t1).Store((float*)(target + 3 * rowBytes));
                    source += 4 * sizeof(float);
                    target += 4 * rowBytes;
                }

                for (; k < depth; k++)
                {
                    for (var r = 0; r < 4; r++)
                    {
                        ((float*)target)[r] = *(float*)(source + r * strideI);
                    }

                    source += sizeof(float);
                    target += rowBytes;
                }
            }
        }

        for (; i < width; i++)
        {
            byte* source = from + i * strideI, target = to + i * sizeof(float);
            for (var k = 0; k < depth; k++)
            {
                *(float*)target = *(float*)source;
                source += strideK;
                target += rowBytes;
            }
        }
    }

    /// <summary>As <see cref="Transpose4"/> for 8-byte elements, two by two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose8(byte* from, nint strideK, nint strideI, int width, int depth, byte* to, nint rowBytes)
    {
        var i = 0;
        if (Sse2.IsSupported && strideK == sizeof(double))
        {
            for (; i + 2 <= width; i += 2)
            {
                var source = from + i * strideI;
                var target = to + i * sizeof(double);
                var k = 0;
                for (; k + 2 <= depth; k += 2)
                {
                    var r0 = Vector128.Load((double*)source);
                    var r1 = Vector128.Load((double*)(source + strideI));
                    Sse2.UnpackLow(r0, r1).Store((double*)target);
                    Sse2.UnpackHigh(r0, r1).Store((double*)(target + rowBytes));
                    source += 2 * sizeof(double);
                    target += 2 * rowBytes;
                }

                for (; k < depth; k++)
                {
                    ((double*)target)[0] = *(double*)source;
                    ((double*)target)[1] = *(double*)(source + strideI);
                    source += sizeof(double);
                    target += rowBytes;
                }
            }
        }

        for (; i < width; i++)
        {
            byte* source = from + i * strideI, target = to + i * sizeof(double);
            for (var k = 0; k < depth; k++)
            {
                *(double*)target = *(double*)source;
                source += strideK;
                target += rowBytes;
            }
        }
    }
}
