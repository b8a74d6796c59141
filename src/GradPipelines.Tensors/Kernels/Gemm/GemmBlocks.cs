namespace GradPipelines.Kernels;

/// <summary>The loops around the micro-kernels: blocks of columns, of k, of rows; then panels, then tiles.</summary>
/// <remarks>
/// The order is that of Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), with packing
/// left out where the plan says so. Blocks and tiles are cut evenly (64 rows are 11+11+11+11+10+10), so no remainder is
/// slow. A packed tile of A is stored [k][its own height], a packed panel of B [k][its vectors].
/// </remarks>
internal static unsafe class GemmBlocks
{
    /// <summary>Computes one of the rectangles into which <see cref="GemmParts"/> divides C.</summary>
    public static void RunPart(GemmKernels kernels, GemmParts* parts, int index)
    {
        RunAny(kernels, parts->Plan, parts->Rectangle(index, kernels));
    }

    /// <summary>Computes C on this thread, by whatever way the plan names; M, N and K are at least 1.</summary>
    public static void RunAny(GemmKernels kernels, in GemmPlan plan, in GemmProblem p)
    {
        if (plan.Vector)
        {
            kernels.MultiplyVector(VectorProblem.From(p, kernels.ElementBytes));
        }
        else if (plan.Transposed)
        {
            GemmTransposed.Run(kernels, plan, p);
        }
        else
        {
            Run(kernels, plan, p);
        }
    }

    /// <summary>Computes C on this thread by blocks and tiles.</summary>
    public static void Run(GemmKernels kernels, in GemmPlan plan, in GemmProblem p)
    {
        int size = kernels.ElementBytes, lanes = kernels.Lanes;
        Cut blocksN = Cut.Every(p.N, plan.BlockN), blocksK = Cut.Every(p.K, plan.BlockK), blocksM = Cut.Every(p.M, plan.BlockM);
        int widest = Math.Min(p.N, plan.BlockN), deepest = blocksK.Longest, tallest = blocksM.Longest;

        // Panels wait packed only when several blocks of rows pass over them.
        var packWhole = plan.PackB && blocksM.Count > 1;
        var panelVectors = new Panels(kernels, p.M, widest, plan).Widest;
        nint bytesB = !plan.PackB ? 0
            : (nint)deepest * kernels.VectorBytes * (packWhole ? (widest + lanes - 1) / lanes + 1 : panelVectors) + GemmPacking.Excess;
        nint bytesA = plan.PackA ? (nint)deepest * tallest * size + GemmPacking.Excess : 0;
        var packedB = bytesA + bytesB == 0 ? null : GemmScratch.Get(bytesA + bytesB);
        var packedA = packedB + bytesB;

        TileArguments t = default;
        t.RowStrideC = p.RowStrideC;
        t.RowStrideAuxiliary = p.RowStrideAuxiliary;
        for (var jc = 0; jc < p.N; jc += plan.BlockN)
        {
            var panels = new Panels(kernels, p.M, Math.Min(plan.BlockN, p.N - jc), plan);
            for (var q = 0; q < blocksK.Count; q++)
            {
                int k0 = blocksK.Start(q), kc = blocksK.Length(q);
                var block = p;
                block.A += k0 * p.ColStrideA;
                block.B += k0 * p.RowStrideB + jc * p.ColStrideB;
                block.K = kc;
                block.Steps = (q == 0 ? p.Steps & GemmSteps.Accumulate : GemmSteps.Accumulate)
                    | (q == blocksK.Count - 1 ? p.Steps & ~GemmSteps.Accumulate : 0);
                if (packWhole)
                {
                    for (var j = 0; j < panels.Count; j++)
                    {
                        PackPanel(kernels, block, panels, j, packedB + panels.FirstVector(j) * kernels.VectorBytes * (nint)kc);
                    }
                }

                t.K = kc;
                t.Steps = block.Steps;
                for (var i = 0; i < blocksM.Count; i++)
                {
                    int i0 = blocksM.Start(i), mc = blocksM.Length(i);
                    var rowsA = block.A + i0 * p.RowStrideA;
                    if (plan.PackA)
                    {
                        PackTiles(kernels, block, rowsA, Cut.Every(mc, panels.TileRows(panels.Widest)), packedA);
                    }

                    for (int j = 0, run; j < panels.Count; j += run)
                    {
                        var tiles = Cut.Every(mc, panels.TileRows(panels.Vectors(j)));

                        // Several panels in one call, unless they are packed one by one, or are long and would be read twice.
                        run = plan.PackB && (!packWhole || tiles.LongCount < tiles.Count) ? 1 : panels.RunLength(j);
                        int column = panels.FirstVector(j) * lanes;
                        t.Vectors = panels.Vectors(j);
                        t.LastLanes = panels.LastLanes(j);
                        t.RowStrideB = plan.PackB ? (nint)t.Vectors * kernels.VectorBytes : p.RowStrideB;
                        t.PanelStrideB = t.Vectors * kernels.VectorBytes * (plan.PackB ? (nint)kc : 1);
                        var b = !plan.PackB ? block.B + column * p.ColStrideB
                            : packWhole ? packedB + panels.FirstVector(j) * kernels.VectorBytes * (nint)kc
                            : packedB;
                        if (plan.PackB && !packWhole)
                        {
                            PackPanel(kernels, block, panels, j, packedB);
                        }

                        var a = plan.PackA ? packedA : rowsA;
                        RunTiles(kernels, plan, p, ref t, run, a, b, i0, jc + column, tiles.Longest, tiles.LongCount);
                        if (tiles.LongCount < tiles.Count)
                        {
                            // Then the tiles that are one row lower.
                            var done = tiles.Longest * tiles.LongCount;
                            a += plan.PackA ? (nint)done * kc * size : done * p.RowStrideA;
                            RunTiles(
                                kernels, plan, p, ref t, run, a, b, i0 + done, jc + column, tiles.Longest - 1, tiles.Count - tiles.LongCount);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The tiles of equal height in <paramref name="panels"/> panels from an element of C on.</summary>
    private static void RunTiles(
        GemmKernels kernels, in GemmPlan plan, in GemmProblem p, ref TileArguments t, int panels, byte* a, byte* b, int row, int column, int rows, int count)
    {
        nint size = kernels.ElementBytes, across = column * size;
        t.A = a;
        t.B = b;
        t.C = p.C + row * p.RowStrideC + across;
        t.Bias = p.Bias + across;
        t.Auxiliary = p.Auxiliary + row * p.RowStrideAuxiliary + across;
        t.Rows = rows;
        t.Tiles = count;
        t.Panels = panels;
        t.RowStrideA = plan.PackA ? size : p.RowStrideA;
        t.ColStrideA = plan.PackA ? rows * size : p.ColStrideA;
        t.TileStrideA = plan.PackA ? t.K * rows * size : rows * p.RowStrideA;
        fixed (TileArguments* arguments = &t)
        {
            kernels.Get(rows, t.Vectors, t.LastLanes, t.Steps, prefetch: plan.PackA)(arguments);
        }
    }

    private static void PackTiles(GemmKernels kernels, in GemmProblem block, byte* rowsA, Cut tiles, byte* to)
    {
        for (var i = 0; i < tiles.Count; i++)
        {
            nint rows = tiles.Length(i);
            GemmPacking.Pack(rowsA, block.ColStrideA, block.RowStrideA, (int)rows, block.K, to, rows * kernels.ElementBytes, kernels.ElementBytes);
            rowsA += rows * block.RowStrideA;
            to += rows * block.K * kernels.ElementBytes;
        }
    }

    private static void PackPanel(GemmKernels kernels, in GemmProblem block, in Panels panels, int j, byte* to)
    {
        var vectors = panels.Vectors(j);
        int width = (vectors - 1) * kernels.Lanes + panels.LastLanes(j);
        nint rowBytes = (nint)vectors * kernels.VectorBytes;
        if (panels.LastLanes(j) < kernels.Lanes)
        {
            new Span<byte>(to, checked((int)(rowBytes * block.K))).Clear(); // lanes behind the last column are computed with
        }

        var from = block.B + panels.FirstVector(j) * kernels.Lanes * block.ColStrideB;
        GemmPacking.Pack(from, block.RowStrideB, block.ColStrideB, width, block.K, to, rowBytes, kernels.ElementBytes);
    }
}
