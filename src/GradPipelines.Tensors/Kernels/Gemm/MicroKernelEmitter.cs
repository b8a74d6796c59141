using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>Writes a micro-kernel as IL, for one <see cref="MicroKernelShape"/>.</summary>
/// <remarks>
/// <para>
/// A tile of r rows and v vectors keeps r v sums in registers. For each k it loads v vectors of a row of B, broadcasts r
/// elements of a column of A and does r v fused multiply-adds; C is touched once, after the last k. Neither operand has
/// to be packed: strides are read from <see cref="TileArguments"/>, so the same code serves A, its transpose and packed panels.
/// </para>
/// <para>
/// Two traps shape the code. Sums must be separate locals (an array or stackalloc stays in memory, four times slower), and
/// sums + v + 1 must not exceed the registers (32 with AVX-512, 16 with AVX2), or the JIT spills in the inner loop. Row
/// addresses are p, p + s, p + 2 s with one pointer for three rows, the forms that x86 addresses at no cost.
/// </para>
/// </remarks>
internal sealed partial class MicroKernelEmitter
{
    private const BindingFlags Methods = BindingFlags.Static | BindingFlags.Public;
    private const int MostIL = 25_000;
    private const int RowsPerPointer = 3;
    private const int StepsPerPrefetch = 4;

    private readonly MicroKernelShape shape;
    private readonly ILGenerator il;

    private MicroKernelEmitter(MicroKernelShape shape, ILGenerator il) => (this.shape, this.il) = (shape, il);

    /// <summary>The kernel, compiled on its first call.</summary>
    public static MicroKernel Emit(MicroKernelShape shape)
    {
        // A delegate bound to an object is called directly; an unbound one goes through a shuffle of its arguments.
        var method = new DynamicMethod(
            $"Gemm{shape.Lanes.Name}_{shape.Rows}x{shape.Vectors}_{shape.LastLanes.Name}{(shape.Masked ? "m" : "")}_{(int)shape.Steps}",
            typeof(void),
            [typeof(object), typeof(TileArguments*)],
            typeof(MicroKernelEmitter).Module,
            skipVisibility: true);
        new MicroKernelEmitter(shape, method.GetILGenerator()).EmitBody();
        return (MicroKernel)method.CreateDelegate(typeof(MicroKernel), new object());
    }

    private void EmitBody()
    {
        int rows = shape.Rows, vectors = shape.Vectors, pointers = (rows + RowsPerPointer - 1) / RowsPerPointer;
        var sums = new LocalBuilder[rows * vectors];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = il.DeclareLocal(VectorOf(LanesOf(i % vectors)));
        }

        var b = new LocalBuilder[vectors];
        for (var j = 0; j < vectors; j++)
        {
            b[j] = il.DeclareLocal(VectorOf(LanesOf(j)));
        }

        var a = new LocalBuilder[pointers];
        for (var i = 0; i < pointers; i++)
        {
            a[i] = il.DeclareLocal(typeof(nint));
        }

        LocalBuilder t = il.DeclareLocal(VectorOf(LanesOf(0))), mask = il.DeclareLocal(VectorOf(shape.LastLanes));
        LocalBuilder rowStride = Pointer(nameof(TileArguments.RowStrideA)), columnStride = Pointer(nameof(TileArguments.ColStrideA));
        LocalBuilder bRow = il.DeclareLocal(typeof(nint)), bStride = Pointer(nameof(TileArguments.RowStrideB));
        var k = il.DeclareLocal(typeof(nint));
        if (shape.Masked)
        {
            LoadField(nameof(TileArguments.LastLanes));
            Call(shape.LastLanes, nameof(Single512.FirstLanes));
            il.Emit(OpCodes.Stloc, mask);
        }

        var nextPanel = il.DefineLabel();
        il.MarkLabel(nextPanel);
        LocalBuilder aTile = Pointer(nameof(TileArguments.A)), c = Pointer(nameof(TileArguments.C));
        LocalBuilder auxiliary = Pointer(nameof(TileArguments.Auxiliary)), tiles = Pointer(nameof(TileArguments.Tiles));
        var nextTile = il.DefineLabel();
        il.MarkLabel(nextTile);
        for (var i = 0; i < sums.Length; i++)
        {
            Call(LanesOf(i % vectors), nameof(Single512.Zero));
            il.Emit(OpCodes.Stloc, sums[i]);
        }

        for (var i = 0; i < pointers; i++)
        {
            Address(i == 0 ? aTile : a[i - 1], rowStride, i == 0 ? 0 : RowsPerPointer);
            il.Emit(OpCodes.Stloc, a[i]);
        }

        LoadField(nameof(TileArguments.B));
        il.Emit(OpCodes.Stloc, bRow);
        LoadField(nameof(TileArguments.K));
        il.Emit(OpCodes.Stloc, k);

        var nextStretch = il.DefineLabel();
        var stretch = shape.Prefetch ? EmitStretch(nextStretch, k, c) : k;
        var nextK = il.DefineLabel();
        il.MarkLabel(nextK);
        for (var j = 0; j < vectors; j++)
        {
            LoadVector(bRow, j, mask);
            il.Emit(OpCodes.Stloc, b[j]);
        }

        for (var i = 0; i < rows; i++)
        {
            Address(a[i / RowsPerPointer], rowStride, i % RowsPerPointer);
            Call(LanesOf(0), nameof(Single512.Broadcast)); // a full vector's, unless the only one is narrower
            il.Emit(OpCodes.Stloc, t);
            for (var j = 0; j < vectors; j++)
            {
                il.Emit(OpCodes.Ldloc, t);
                Narrow(LanesOf(0), LanesOf(j));
                il.Emit(OpCodes.Ldloc, b[j]);
                il.Emit(OpCodes.Ldloc, sums[i * vectors + j]);
                Call(LanesOf(j), nameof(Single512.MultiplyAdd));
                il.Emit(OpCodes.Stloc, sums[i * vectors + j]);
            }
        }

        foreach (var pointer in a)
        {
            Advance(pointer, columnStride);
        }

        Advance(bRow, bStride);
        CountDown(stretch, nextK);
        if (shape.Prefetch)
        {
            il.Emit(OpCodes.Ldloc, k);
            il.Emit(OpCodes.Brtrue, nextStretch);
        }

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < vectors; j++)
            {
                EmitSteps(sums[i * vectors + j], j, c, auxiliary, mask);
            }

            AdvanceByField(c, nameof(TileArguments.RowStrideC));
            if (shape.Steps.HasFlag(GemmSteps.MaskByAuxiliary))
            {
                AdvanceByField(auxiliary, nameof(TileArguments.RowStrideAuxiliary));
            }
        }

        AdvanceByField(aTile, nameof(TileArguments.TileStrideA));
        CountDown(tiles, nextTile);

        var panelBytes = vectors * shape.VectorBytes;
        MoveField(nameof(TileArguments.B), () => LoadField(nameof(TileArguments.PanelStrideB)));
        MoveField(nameof(TileArguments.C), () => LoadConstant(panelBytes));
        MoveField(nameof(TileArguments.Bias), () => LoadConstant(panelBytes));
        MoveField(nameof(TileArguments.Auxiliary), () => LoadConstant(panelBytes));
        MoveField(nameof(TileArguments.Panels), () => LoadConstant(-1));
        LoadField(nameof(TileArguments.Panels));
        il.Emit(OpCodes.Brtrue, nextPanel);
        il.Emit(OpCodes.Ret);
        Debug.Assert(il.ILOffset < MostIL, "The JIT stops optimising at 60 000 bytes of IL.");
    }

    /// <summary>
    /// Cuts the first k into stretches of four, each preceded by the prefetch of one row of C, and returns the length of a stretch.
    /// </summary>
    /// <remarks>C is wanted only after the last k; asking for all of it at once would hold up the loads of B.</remarks>
    private LocalBuilder EmitStretch(Label nextStretch, LocalBuilder k, LocalBuilder c)
    {
        LocalBuilder stretch = il.DeclareLocal(typeof(nint)), row = il.DeclareLocal(typeof(nint)), rows = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldloc, c);
        il.Emit(OpCodes.Stloc, row);
        LoadConstant(shape.Rows);
        il.Emit(OpCodes.Stloc, rows);
        il.MarkLabel(nextStretch);
        il.Emit(OpCodes.Ldloc, k);
        il.Emit(OpCodes.Stloc, stretch);
        var all = il.DefineLabel();
        il.Emit(OpCodes.Ldloc, rows);
        il.Emit(OpCodes.Brfalse, all);
        il.Emit(OpCodes.Ldloc, k);
        LoadConstant(StepsPerPrefetch);
        il.Emit(OpCodes.Ble, all);
        foreach (var at in new[] { 0, (shape.Vectors - 1) * shape.VectorBytes + 63 }.Distinct())
        {
            il.Emit(OpCodes.Ldloc, row);
            Offset(at);
            Call(typeof(MicroKernelEmitter), nameof(Prefetch));
        }

        AdvanceByField(row, nameof(TileArguments.RowStrideC));
        Decrease(rows, 1);
        LoadConstant(StepsPerPrefetch);
        il.Emit(OpCodes.Stloc, stretch);
        il.MarkLabel(all);
        il.Emit(OpCodes.Ldloc, k);
        il.Emit(OpCodes.Ldloc, stretch);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Stloc, k);
        return stretch;
    }

    /// <summary>Asks for the cache line of an address, which need not be valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    /// <summary>The epilogue of one vector, and its store: loads the sum, leaves nothing on the stack.</summary>
    private void EmitSteps(LocalBuilder sum, int j, LocalBuilder c, LocalBuilder auxiliary, LocalBuilder mask)
    {
        var lanes = LanesOf(j);
        il.Emit(OpCodes.Ldloc, sum);
        if (shape.Steps.HasFlag(GemmSteps.Accumulate))
        {
            LoadVector(c, j, mask);
            Call(lanes, nameof(Single512.Add));
        }

        if (shape.Steps.HasFlag(GemmSteps.AddBias))
        {
            LoadField(nameof(TileArguments.Bias));
            LoadVectorAtTop(j, mask);
            Call(lanes, nameof(Single512.Add));
        }

        if (shape.Steps.HasFlag(GemmSteps.Relu))
        {
            Call(lanes, nameof(Single512.Relu));
        }

        if (shape.Steps.HasFlag(GemmSteps.MaskByAuxiliary))
        {
            LoadVector(auxiliary, j, mask);
            Call(lanes, nameof(Single512.MaskBy));
        }

        il.Emit(OpCodes.Ldloc, c);
        Offset(j * shape.VectorBytes);
        if (IsMasked(j))
        {
            il.Emit(OpCodes.Ldloc, mask);
            Call(lanes, nameof(Single512.MaskedStore));
        }
        else
        {
            Call(lanes, nameof(Single512.Store));
        }
    }

    private Type LanesOf(int j) => j == shape.Vectors - 1 ? shape.LastLanes : shape.Lanes;

    private bool IsMasked(int j) => shape.Masked && j == shape.Vectors - 1;

    /// <summary>Takes the low part of the vector on the stack until it is no wider than <paramref name="lanes"/>; costs no instruction.</summary>
    private void Narrow(Type from, Type lanes)
    {
        foreach (var wider in from == lanes ? [] : shape.LanesDownTo(lanes))
        {
            Call(wider, nameof(Single512.Lower));
        }
    }

    private void LoadVector(LocalBuilder row, int j, LocalBuilder mask)
    {
        il.Emit(OpCodes.Ldloc, row);
        LoadVectorAtTop(j, mask);
    }

    /// <summary>Loads vector <paramref name="j"/> of the row whose address is on the stack.</summary>
    private void LoadVectorAtTop(int j, LocalBuilder mask)
    {
        Offset(j * shape.VectorBytes);
        if (IsMasked(j))
        {
            il.Emit(OpCodes.Ldloc, mask);
            Call(LanesOf(j), nameof(Single512.MaskedLoad));
        }
        else
        {
            Call(LanesOf(j), nameof(Single512.Load));
        }
    }
}
