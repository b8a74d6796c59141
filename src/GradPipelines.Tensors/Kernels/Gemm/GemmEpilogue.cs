namespace GradPipelines.Kernels;

/// <summary>What a product does with each sum before it writes it to C, applied in the order of the values below.</summary>
/// <remarks>
/// To add a step: give it the next bit here, a case in <see cref="MicroKernelEmitter"/> (one vector in, one vector out),
/// one in <see cref="PortableKernel{TLanes,TVector,T}"/> and one in <see cref="ScalarSteps"/>. The bits are part
/// of a micro-kernel's key, so a kernel contains only the steps that it takes.
/// </remarks>
[Flags]
internal enum GemmSteps
{
    /// <summary>C = sum.</summary>
    None = 0,

    /// <summary>Add the value that C held.</summary>
    Accumulate = 1,

    /// <summary>Add the column's entry of a bias row.</summary>
    AddBias = 2,

    /// <summary>Replace values below zero by +0; NaN and -0 stay.</summary>
    Relu = 4,

    /// <summary>Replace by +0 where the auxiliary matrix is zero or less: relu's derivative from its saved output.</summary>
    MaskByAuxiliary = 8,
}

/// <summary>The steps that follow a product, with their operands.</summary>
/// <param name="steps">Which steps are taken.</param>
/// <param name="bias">n contiguous values, for <see cref="GemmSteps.AddBias"/>.</param>
/// <param name="auxiliary">An m by n matrix with unit column stride, for <see cref="GemmSteps.MaskByAuxiliary"/>.</param>
/// <param name="auxiliaryRowStride">Elements from one row of <paramref name="auxiliary"/> to the next.</param>
internal readonly unsafe struct GemmEpilogue<T>(GemmSteps steps, T* bias = null, T* auxiliary = null, nint auxiliaryRowStride = 0)
    where T : unmanaged
{
    public GemmSteps Steps { get; } = steps;

    public T* Bias { get; } = bias;

    public T* Auxiliary { get; } = auxiliary;

    public nint AuxiliaryRowStride { get; } = auxiliaryRowStride;

    /// <summary>C = A B.</summary>
    public static GemmEpilogue<T> Store => default;

    /// <summary>C += A B.</summary>
    public static GemmEpilogue<T> Accumulate => new(GemmSteps.Accumulate);
}
