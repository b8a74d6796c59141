namespace GradPipelines.Kernels;

/// <summary>C divided into a grid of rectangles: one for each thread, or some if the product is long.</summary>
/// <remarks>Every thread packs for itself and writes its own rectangle: nothing is shared but the operands, which are only read.</remarks>
internal struct GemmParts
{
    /// <summary>Multiply-adds, some milliseconds of work, from which one thread may fall behind another by a scheduler's slice.</summary>
    private const long LongWork = 1 << 28;
    private const int PartsOfLongWork = 4;

    public GemmProblem Problem;
    public GemmPlan Plan;
    public int Rows;
    public int Columns;

    public readonly int Count => Rows * Columns;

    /// <summary>The grid for so many threads that gives the greatest rectangle the least work, packing included.</summary>
    public static GemmParts For(GemmKernels kernels, in GemmPlan plan, in GemmProblem problem, int threads)
    {
        var parts = new GemmParts { Problem = problem, Plan = plan, Rows = 1, Columns = 1 };
        var best = long.MaxValue;
        if ((long)problem.M * problem.N * problem.K >= LongWork)
        {
            threads *= PartsOfLongWork;
        }

        var vectors = (problem.N - 1) / kernels.Lanes + 1;
        for (var rows = 1; rows <= Math.Min(threads, problem.M); rows++)
        {
            var columns = Math.Min(threads / rows, vectors);
            long height = (problem.M - 1) / rows + 1, width = ((vectors - 1) / columns + 1) * kernels.Lanes;

            // Reading an operand once costs about as much as eight multiply-adds with it.
            var cost = height * width + 8 * (height + width);
            if (cost < best)
            {
                (best, parts.Rows, parts.Columns) = (cost, rows, columns);
            }
        }

        return parts;
    }

    /// <summary>The part of the product in rectangle <paramref name="index"/>; columns are cut between whole vectors.</summary>
    public readonly GemmProblem Rectangle(int index, GemmKernels kernels)
    {
        Cut rows = Cut.Into(Problem.M, Rows), vectors = Cut.Into((Problem.N - 1) / kernels.Lanes + 1, Columns);
        int i = index / Columns, j = index % Columns;
        var column = vectors.Start(j) * kernels.Lanes;
        return Problem.Part(
            rows.Start(i),
            rows.Length(i),
            column,
            Math.Min(vectors.Length(j) * kernels.Lanes, Problem.N - column),
            kernels.ElementBytes);
    }
}
