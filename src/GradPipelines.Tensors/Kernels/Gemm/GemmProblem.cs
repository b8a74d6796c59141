namespace GradPipelines.Kernels;

/// <summary>One product C = steps(A B), in bytes, so that one driver serves both element types.</summary>
internal unsafe struct GemmProblem
{
    public int M;
    public int N;
    public int K;
    public byte* A;
    public nint RowStrideA;
    public nint ColStrideA;
    public byte* B;
    public nint RowStrideB;
    public nint ColStrideB;
    public byte* C;
    public nint RowStrideC;
    public GemmSteps Steps;
    public byte* Bias;
    public byte* Auxiliary;
    public nint RowStrideAuxiliary;

    /// <summary>The part of the product that computes a rectangle of C.</summary>
    public readonly GemmProblem Part(int row, int rows, int column, int columns, int elementBytes)
    {
        var part = this;
        nint across = (nint)column * elementBytes;
        part.M = rows;
        part.N = columns;
        part.A += row * RowStrideA;
        part.B += column * ColStrideB;
        part.C += row * RowStrideC + across;
        part.Bias += Bias == null ? 0 : across;
        part.Auxiliary += Auxiliary == null ? 0 : row * RowStrideAuxiliary + across;
        return part;
    }
}
