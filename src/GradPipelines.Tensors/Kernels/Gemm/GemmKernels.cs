using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>The micro-kernels of one element type at one vector width, made when first asked for.</summary>
/// <remarks>Thread-safe: two threads that miss at once emit the same kernel twice, and either is kept.</remarks>
internal sealed unsafe class GemmKernels
{
    private const int StepCombinations = 16;
    private const int MostRows = 14;
    private const int MostVectors = 4;
    private const int Ends = 6;

    private static readonly GemmKernels Single = Best<float>();
    private static readonly GemmKernels Double = Best<double>();

    private readonly Type lanes;
    private readonly Type[] halves;
    private readonly MicroKernel? portable;
    private readonly MicroKernel?[] cache = new MicroKernel?[2 * Ends * StepCombinations * (MostRows + 1) * (MostVectors + 1)];
    private readonly int[] maxRows;

    private GemmKernels(Type[] lanes, int elementBytes, int vectorBytes, MicroKernel? portable, VectorKernel vector, int[] maxRows)
    {
        (this.lanes, halves, MultiplyVector) = (lanes[0], lanes[1..], vector);
        this.portable = portable;
        this.maxRows = maxRows;
        (ElementBytes, VectorBytes, Lanes) = (elementBytes, vectorBytes, vectorBytes / elementBytes);
        RunBatch = (state, chunk) => ((GemmBatch*)state)->Run(this, chunk);
        RunPart = (state, part) => GemmBlocks.RunPart(this, (GemmParts*)state, part);
    }

    public int ElementBytes { get; }

    public int VectorBytes { get; }

    public int Lanes { get; }

    /// <summary>Whether a panel of B must be packed when its last vector is partial.</summary>
    public bool NeedsPackedB => portable is not null;

    /// <summary>The widest tile there is.</summary>
    public int MaxVectors => maxRows.Length - 1;

    /// <summary>Computes products with one row or one column.</summary>
    public VectorKernel MultiplyVector { get; }

    /// <summary>Computes some products of a batch.</summary>
    public ChunkBody RunBatch { get; }

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
    /// <remarks>
    /// Most rows for 1, 2, ... vectors: sums + vectors of B + one broadcast (+ one mask with AVX2) fit 32 or 16 registers.
    /// </remarks>
    public static GemmKernels Create<T>(int bits, bool emitted)
        where T : unmanaged
    {
        return (bits, typeof(T) == typeof(float)) switch
        {
            (512, true) => Create<Single512, Vector512<float>, float>(emitted, [0, 14, 12, 9, 6], typeof(Single256), typeof(Single128)),
            (512, false) => Create<Double512, Vector512<double>, double>(emitted, [0, 14, 12, 9, 6], typeof(Double256), typeof(Double128)),
            (256, true) => Create<Single256, Vector256<float>, float>(emitted, [0, 12, 6], typeof(Single128)),
            (256, false) => Create<Double256, Vector256<double>, double>(emitted, [0, 12, 6], typeof(Double128)),
            (_, true) => Create<Single128, Vector128<float>, float>(emitted: false, []),
            _ => Create<Double128, Vector128<double>, double>(emitted: false, []),
        };
    }

    private static GemmKernels Create<TLanes, TVector, T>(bool emitted, int[] maxRows, params Type[] halves)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(
            [typeof(TLanes), .. halves],
            sizeof(T),
            sizeof(TVector),
            emitted ? null : PortableKernel<TLanes, TVector, T>.Run,
            MatrixVector<TLanes, TVector, T>.Run,
            emitted ? maxRows : [0, PortableKernel<TLanes, TVector, T>.MaxRows, PortableKernel<TLanes, TVector, T>.MaxRows]);

    /// <summary>The kernel for tiles of this shape, of whose last vector <paramref name="lastLanes"/> lanes are in use.</summary>
    /// <remarks>
    /// A last vector of at most half or a quarter of the lanes gets instructions of that width: they need no mask when they fit,
    /// and cost less where a 512-bit multiply-add takes two 256-bit slots (Zen 4).
    /// </remarks>
    public MicroKernel Get(int rows, int vectors, int lastLanes, GemmSteps steps, bool prefetch)
    {
        if (portable is not null)
        {
            return portable;
        }

        int width = Lanes, halvings = 0;
        while (lastLanes * 2 <= width && halvings < halves.Length)
        {
            (width, halvings) = (width / 2, halvings + 1);
        }

        var masked = lastLanes < width;
        var end = 2 * halvings + (masked ? 1 : 0) + (prefetch ? Ends : 0);
        var key = ((end * StepCombinations + (int)steps) * (MostRows + 1) + rows) * (MostVectors + 1) + vectors;
        return Volatile.Read(ref cache[key])
            ?? (cache[key] = MicroKernelEmitter.Emit(new MicroKernelShape(lanes, halves, halvings, rows, vectors, VectorBytes, masked, steps, prefetch)));
    }

    private static GemmKernels Best<T>()
        where T : unmanaged
    {
        var bits = Avx512F.IsSupported ? 512 : Avx2.IsSupported && Fma.IsSupported ? 256 : 128;
        return Create<T>(bits, emitted: bits > 128 && RuntimeFeature.IsDynamicCodeSupported);
    }
}
