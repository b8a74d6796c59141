namespace GradPipelines.Kernels;

/// <summary>Equal products one after the other in memory, shared out in consecutive runs.</summary>
/// <param name="first">The first product.</param>
/// <param name="plan">How each is computed.</param>
/// <param name="count">How many.</param>
/// <param name="strideA">Bytes from one A to the next.</param>
/// <param name="strideB">Bytes from one B to the next.</param>
/// <param name="strideC">Bytes from one C to the next.</param>
/// <param name="strideAuxiliary">Bytes from one auxiliary matrix to the next.</param>
internal struct GemmBatch(
    GemmProblem first, GemmPlan plan, int count, nint strideA, nint strideB, nint strideC, nint strideAuxiliary)
{
    /// <summary>Runs into which the products are divided.</summary>
    public int Chunks { get; set; }

    public readonly unsafe void Run(GemmKernels kernels, int chunk)
    {
        var cut = Cut.Into(count, Chunks);
        for (var i = cut.Start(chunk); i < cut.Start(chunk) + cut.Length(chunk); i++)
        {
            var product = first;
            product.A += i * strideA;
            product.B += i * strideB;
            product.C += i * strideC;
            product.Auxiliary += i * strideAuxiliary;
            GemmBlocks.RunAny(kernels, plan, product);
        }
    }
}
