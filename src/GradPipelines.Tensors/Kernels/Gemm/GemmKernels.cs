using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>The micro-kernels of one element type at one vector width, made when first asked for.</summary>
/// <remarks>Thread-safe: two threads that miss at once emit the same kernel twice, and either is kept.</remarks>
internal sealed unsafe class GemmKernels
{
    private const int StepCombinations = 16;
    private const int MostRows = 14;
    private const int MostVectors = 4;

    private static readonly GemmKernels Single = Best<float>();
    private static readonly GemmKernels Double = Best<double>();

    private readonly Type lanes;
    private readonly MicroKernel? portable;
    private readonly MicroKernel?[] cache = new MicroKernel?[2 * StepCombinations * (MostRows + 1) * (MostVectors + 1)];
    private readonly int[] maxRows;

    private GemmKernels(Type lanes, int elementBytes, int vectorBytes, MicroKernel? portable, int[] maxRows)
    {
        this.lanes = lanes;
        this.portable = portable;
        this.maxRows = maxRows;
        (ElementBytes, VectorBytes, Lanes) = (elementBytes, vectorBytes, vectorBytes / elementBytes);
        RunPart = (state, part) => GemmBlocks.RunPart(this, (GemmParts*)state, part);
    }

    public int ElementBytes { get; }

    public int VectorBytes { get; }

    public int Lanes { get; }

    /// <summary>Whether a panel of B must be packed when its last vector is partial.</summary>
    public bool NeedsPackedB => portable is not null;

    /// <summary>The widest tile there is.</summary>
    public int MaxVectors => maxRows.Length - 1;

    /// <summary>Computes one part of a product that was divided among threads.</summary>
    public ChunkBody RunPart { get; }

    /// <summary>The most rows of a tile of so many vectors that keeps every sum in a register.</summary>
    public int MaxRows(int vectors) => maxRows[vectors];

    /// <summary>The best kernels for this machine.</summary>
    public static GemmKernels For<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Single
        : typeof(T) == typeof(double) ? Double
        : throw new NotSupportedException($"MatMul: no kernel for {typeof(T).Name}: use float or double.");

    /// <summary>Kernels of a given width.</summary>
    /// <param name="bits">512, 256 or 128.</param>
    /// <param name="emitted">Emitted code (512 and 256 only), or the portable kernel.</param>
    public static GemmKernels Create<T>(int bits, bool emitted)
        where T : unmanaged
    {
        var single = typeof(T) == typeof(float);
        if (emitted)
        {
            // Sums + vectors of B + one broadcast (+ one mask with AVX2) <= 32 or 16 registers.
            int[] rows = bits == 512 ? [0, 14, 12, 9, 6] : [0, 12, 6];
            return new GemmKernels(LanesType(bits, single), sizeof(T), bits / 8, null, rows);
        }

        MicroKernel kernel = (bits, single) switch
        {
            (512, true) => PortableKernel<Single512, System.Runtime.Intrinsics.Vector512<float>, float>.Run,
            (512, false) => PortableKernel<Double512, System.Runtime.Intrinsics.Vector512<double>, double>.Run,
            (256, true) => PortableKernel<Single256, System.Runtime.Intrinsics.Vector256<float>, float>.Run,
            (256, false) => PortableKernel<Double256, System.Runtime.Intrinsics.Vector256<double>, double>.Run,
            (_, true) => PortableKernel<Single128, System.Runtime.Intrinsics.Vector128<float>, float>.Run,
            _ => PortableKernel<Double128, System.Runtime.Intrinsics.Vector128<double>, double>.Run,
        };
        return new GemmKernels(LanesType(bits, single), sizeof(T), bits / 8, kernel, [0, 6, 6]);
    }

    /// <summary>The kernel for tiles of this shape; the last vector is partial when <paramref name="masked"/>.</summary>
    public MicroKernel Get(int rows, int vectors, bool masked, GemmSteps steps)
    {
        if (portable is not null)
        {
            return portable;
        }

        var key = ((((masked ? 1 : 0) * StepCombinations) + (int)steps) * (MostRows + 1) + rows) * (MostVectors + 1) + vectors;
        return Volatile.Read(ref cache[key])
            ?? (cache[key] = MicroKernelEmitter.Emit(lanes, rows, vectors, VectorBytes, masked, steps));
    }

    private static GemmKernels Best<T>()
        where T : unmanaged
    {
        var bits = Avx512F.IsSupported ? 512 : Avx2.IsSupported && Fma.IsSupported ? 256 : 128;
        return Create<T>(bits, emitted: bits > 128 && RuntimeFeature.IsDynamicCodeSupported);
    }

    private static Type LanesType(int bits, bool single) => (bits, single) switch
    {
        (512, true) => typeof(Single512),
        (512, false) => typeof(Double512),
        (256, true) => typeof(Single256),
        (256, false) => typeof(Double256),
        (_, true) => typeof(Single128),
        _ => typeof(Double128),
    };
}
