using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>What a micro-kernel reads: column panels of C of equal width, cut into tiles of equal height. Strides are in bytes.</summary>
/// <remarks>
/// A struct instead of a dozen parameters, so that a new epilogue operand does not change the signature. The kernel walks
/// down the tiles of a panel and then to the next panel, so a small product is one or two calls. It moves
/// <see cref="B"/>, <see cref="C"/>, <see cref="Bias"/>, <see cref="Auxiliary"/> and <see cref="Panels"/> as it goes.
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

    /// <summary>From a panel's first element of B to the next panel's.</summary>
    public nint PanelStrideB;

    public byte* C;
    public nint RowStrideC;

    public byte* Bias;
    public byte* Auxiliary;
    public nint RowStrideAuxiliary;

    /// <summary>Length of the sums, at least 1.</summary>
    public nint K;

    /// <summary>Tiles below each other, at least 1.</summary>
    public nint Tiles;

    /// <summary>Panels beside each other, at least 1.</summary>
    public nint Panels;

    /// <summary>Columns in use of each panel's last vector: 1 to the vector's length.</summary>
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
