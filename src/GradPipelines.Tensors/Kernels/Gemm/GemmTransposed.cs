using System.Numerics;
using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Products computed as their transpose: Cᵀ = Bᵀ Aᵀ, for few columns beside many contiguous rows.</summary>
/// <remarks>
/// Ten columns fill ten of sixteen lanes; the 512 rows of a gradient such as Aᵀ B fill them all, and Aᵀ lies the right way
/// already. The price is a pass over the small result, which is formed in scratch memory.
/// </remarks>
internal static unsafe class GemmTransposed
{
    private const int MostColumns = 48;

    /// <summary>Whether the lanes saved are worth the pass over C.</summary>
    public static bool IsBetter(GemmKernels kernels, in GemmProblem p)
    {
        if (p.RowStrideA != kernels.ElementBytes || p.N > MostColumns || p.M < 2 * kernels.Lanes || kernels.NeedsPackedB)
        {
            return false;
        }

        // In multiply-adds of one vector; moving an element of C costs about two.
        long straight = Slots(p.N, kernels.Lanes) * p.M * p.K / kernels.Lanes;
        var transposed = Slots(p.M, kernels.Lanes) * p.N * p.K / kernels.Lanes + 2L * p.M * p.N;
        return transposed < straight;
    }

    public static GemmProblem Transpose(in GemmProblem p) => new()
    {
        M = p.N,
        N = p.M,
        K = p.K,
        A = p.B,
        RowStrideA = p.ColStrideB,
        ColStrideA = p.RowStrideB,
        B = p.A,
        RowStrideB = p.ColStrideA,
        ColStrideB = p.RowStrideA,
    };

    /// <summary>Computes C on this thread by <paramref name="plan"/>, which is one for the transposed problem.</summary>
    public static void Run(GemmKernels kernels, in GemmPlan plan, in GemmProblem p)
    {
        var transposed = Transpose(p);
        transposed.RowStrideC = (nint)(p.M + kernels.Lanes) * kernels.ElementBytes;
        transposed.C = GemmScratch.Get(transposed.RowStrideC * p.N, GemmScratch.Result);
        GemmBlocks.Run(kernels, plan, transposed);
        if (kernels.ElementBytes == sizeof(float))
        {
            Store<float>(transposed, p);
        }
        else
        {
            Store<double>(transposed, p);
        }
    }

    /// <summary>Lanes' worth of time that a row of so many columns takes: a last vector of at most half the lanes takes half.</summary>
    private static long Slots(int columns, int lanes)
    {
        var rest = columns % lanes;
        return columns - rest + (rest == 0 ? 0 : rest <= lanes / 2 ? lanes / 2 : lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store<T>(in GemmProblem transposed, in GemmProblem p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < p.M; i++)
        {
            var c = (T*)(p.C + i * p.RowStrideC);
            var from = transposed.C + i * (nint)sizeof(T);
            if (p.Steps == GemmSteps.None)
            {
                for (var j = 0; j < p.N; j++)
                {
                    c[j] = *(T*)from;
                    from += transposed.RowStrideC;
                }
            }
            else
            {
                var auxiliary = (T*)(p.Auxiliary + i * p.RowStrideAuxiliary);
                for (var j = 0; j < p.N; j++)
                {
                    c[j] = ScalarSteps.Apply(p.Steps, *(T*)from, c + j, (T*)p.Bias + j, auxiliary + j);
                    from += transposed.RowStrideC;
                }
            }
        }
    }
}
