using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>Copies a panel of A or B into the order in which a micro-kernel reads it.</summary>
internal static unsafe class GemmPacking
{
    /// <summary>Bytes behind the packed panel that may be overwritten.</summary>
    public const int Excess = 128;

    private const int LineBytes = 64;

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
        else if (strideK == size && size == sizeof(float) && Sse.IsSupported)
        {
            Transpose4(from, strideI, width, depth, to, rowBytes);
        }
        else if (strideK == size && size == sizeof(double) && Avx.IsSupported)
        {
            Transpose8(from, strideI, width, depth, to, rowBytes);
        }
        else if (size == sizeof(float))
        {
            CopyElements<float>(from, strideK, strideI, width, depth, to, rowBytes);
        }
        else
        {
            CopyElements<double>(from, strideK, strideI, width, depth, to, rowBytes);
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

    /// <summary>Four by four blocks of 4-byte elements, a cache line of k at a time, so that each line of the source is read once.</summary>
    /// <remarks>
    /// The last group of columns repeats its last one up to four. What that writes too much lies in the next k's first columns,
    /// which are written after it (groups go from last to first), or in the excess behind the panel.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose4(byte* from, nint strideI, int width, int depth, byte* to, nint rowBytes)
    {
        for (var k0 = 0; k0 < depth; k0 += LineBytes / sizeof(float))
        {
            var end = Math.Min(depth, k0 + LineBytes / sizeof(float));
            for (var i = (width - 1) / 4 * 4; i >= 0; i -= 4)
            {
                var last = width - 1 - i;
                var r0 = from + i * strideI + k0 * sizeof(float);
                byte* r1 = r0 + Math.Min(1, last) * strideI, r2 = r0 + Math.Min(2, last) * strideI, r3 = r0 + Math.Min(3, last) * strideI;
                var target = to + k0 * rowBytes + i * sizeof(float);
                var k = k0;
                for (; k + 4 <= end; k += 4)
                {
                    Vector128<float> x0 = Vector128.Load((float*)r0), x1 = Vector128.Load((float*)r1);
                    Vector128<float> x2 = Vector128.Load((float*)r2), x3 = Vector128.Load((float*)r3);
                    Vector128<float> t0 = Sse.UnpackLow(x0, x1), t1 = Sse.UnpackHigh(x0, x1);
                    Vector128<float> t2 = Sse.UnpackLow(x2, x3), t3 = Sse.UnpackHigh(x2, x3);
                    Sse.MoveLowToHigh(t0, t2).Store((float*)target);
                    Sse.MoveHighToLow(t2, t0).Store((float*)(target + rowBytes));
                    Sse.MoveLowToHigh(t1, t3).Store((float*)(target + 2 * rowBytes));
                    Sse.MoveHighToLow(t3, t1).Store((float*)(target + 3 * rowBytes));
                    r0 += 4 * sizeof(float);
                    r1 += 4 * sizeof(float);
                    r2 += 4 * sizeof(float);
                    r3 += 4 * sizeof(float);
                    target += 4 * rowBytes;
                }

                for (; k < end; k++)
                {
                    Vector128.Create(*(float*)r0, *(float*)r1, *(float*)r2, *(float*)r3).Store((float*)target);
                    r0 += sizeof(float);
                    r1 += sizeof(float);
                    r2 += sizeof(float);
                    r3 += sizeof(float);
                    target += rowBytes;
                }
            }
        }
    }

    /// <summary>As <see cref="Transpose4"/> for 8-byte elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose8(byte* from, nint strideI, int width, int depth, byte* to, nint rowBytes)
    {
        for (var k0 = 0; k0 < depth; k0 += LineBytes / sizeof(double))
        {
            var end = Math.Min(depth, k0 + LineBytes / sizeof(double));
            for (var i = (width - 1) / 4 * 4; i >= 0; i -= 4)
            {
                var last = width - 1 - i;
                var r0 = from + i * strideI + k0 * sizeof(double);
                byte* r1 = r0 + Math.Min(1, last) * strideI, r2 = r0 + Math.Min(2, last) * strideI, r3 = r0 + Math.Min(3, last) * strideI;
                var target = to + k0 * rowBytes + i * sizeof(double);
                var k = k0;
                for (; k + 4 <= end; k += 4)
                {
                    Vector256<double> x0 = Vector256.Load((double*)r0), x1 = Vector256.Load((double*)r1);
                    Vector256<double> x2 = Vector256.Load((double*)r2), x3 = Vector256.Load((double*)r3);
                    Vector256<double> t0 = Avx.UnpackLow(x0, x1), t1 = Avx.UnpackHigh(x0, x1);
                    Vector256<double> t2 = Avx.UnpackLow(x2, x3), t3 = Avx.UnpackHigh(x2, x3);
                    Avx.Permute2x128(t0, t2, 0x20).Store((double*)target);
                    Avx.Permute2x128(t1, t3, 0x20).Store((double*)(target + rowBytes));
                    Avx.Permute2x128(t0, t2, 0x31).Store((double*)(target + 2 * rowBytes));
                    Avx.Permute2x128(t1, t3, 0x31).Store((double*)(target + 3 * rowBytes));
                    r0 += 4 * sizeof(double);
                    r1 += 4 * sizeof(double);
                    r2 += 4 * sizeof(double);
                    r3 += 4 * sizeof(double);
                    target += 4 * rowBytes;
                }

                for (; k < end; k++)
                {
                    Vector256.Create(*(double*)r0, *(double*)r1, *(double*)r2, *(double*)r3).Store((double*)target);
                    r0 += sizeof(double);
                    r1 += sizeof(double);
                    r2 += sizeof(double);
                    r3 += sizeof(double);
                    target += rowBytes;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyElements<T>(byte* from, nint strideK, nint strideI, int width, int depth, byte* to, nint rowBytes)
        where T : unmanaged
    {
        for (var k = 0; k < depth; k++)
        {
            var source = from;
            for (var i = 0; i < width; i++)
            {
                ((T*)to)[i] = *(T*)source;
                source += strideI;
            }

            from += strideK;
            to += rowBytes;
        }
    }
}
