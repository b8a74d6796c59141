using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>What a micro-kernel reads: one column panel of C, cut into tiles of equal height. Strides are in bytes.</summary>
/// <remarks>
/// A struct instead of a dozen parameters: a caller changes two or three fields between calls, and a new epilogue operand
/// does not change the signature. The kernel walks down <see cref="Tiles"/> tiles, so a call is paid once per panel.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TileArguments
{
    /// <summary>First element of A's first row in this panel, for the first k.</summary>
    public byte* A;
    public nint RowStrideA;
    public nint ColStrideA;

    /// <summary>From a tile's first element of A to the next tile's.</summary>
    public nint TileStrideA;

    /// <summary>First element of the panel's columns in B, for the first k; columns are contiguous.</summary>
    public byte* B;
    public nint RowStrideB;

    public byte* C;
    public nint RowStrideC;

    public byte* Bias;
    public byte* Auxiliary;
    public nint RowStrideAuxiliary;

    /// <summary>Length of the sums, at least 1.</summary>
    public nint K;

    /// <summary>Tiles below each other, at least 1.</summary>
    public nint Tiles;

    /// <summary>Columns in use of the panel's last vector: 1 to the vector's length.</summary>
    public int LastLanes;

    /// <summary>Rows of a tile; only the portable kernel reads it, emitted ones have it built in.</summary>
    public int Rows;

    /// <summary>Vectors of a tile; only the portable kernel reads it.</summary>
    public int Vectors;

    /// <summary>Steps after the sum; only the portable kernel reads it.</summary>
    public GemmSteps Steps;
}

/// <summary>Computes tiles of C from panels of A and B.</summary>
internal unsafe delegate void MicroKernel(TileArguments* arguments);
