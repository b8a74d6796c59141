namespace GradPipelines.Reference;

/// <summary>Factors that turn our eigenvectors or singular vectors to the signs on record; null for other expressions.</summary>
internal static class VectorSigns
{
    public static Tensor[]? Of(string expr, Tensor[] actual, Tensor[] expected)
    {
        if (expr.StartsWith("np.linalg.eigh(x0", StringComparison.Ordinal) && actual.Length == 2)
            return [1.0, Columns(actual[1], expected[1])];
        if (expr.StartsWith("np.linalg.svd(x0", StringComparison.Ordinal) && actual.Length == 3)
        {
            var columns = Columns(actual[0], expected[0]);
            return [columns, 1.0, Ops.SwapAxes(columns, -1, -2)];
        }

        return null;
    }

    private static Tensor Columns(Tensor actual, Tensor expected) => Ops.Sign(Ops.Sum(actual * expected, [-2], keepDims: true));
}
