namespace GradPipelines.Tests;

/// <summary>Rows for reductions, movement, indexing and products.</summary>
internal static class ArraySamples
{
    private static readonly int[] s_picks = [2, 0, 2, -1];

    public static IEnumerable<OperationSample> All => [.. Reductions, .. Scans, .. Movement, .. Parts, .. Products];

    private static IEnumerable<OperationSample> Reductions =>
    [
        new("Sum", [new([2, 3])], x => Ops.Sum(x[0]), x => Plain.Each([], _ => x[0].Data.Sum())),
        new("Sum axis 0", [new([2, 3])], x => Ops.Sum(x[0], [0]), x => Plain.Each([3], i => x[0][0, i[0]] + x[0][1, i[0]])),
        new("Sum axes kept", [new([2, 3, 2])], x => Ops.Sum(x[0], [0, -1], keepDims: true), x => Plain.Each([1, 3, 1], i => x[0][0, i[1], 0] + x[0][0, i[1], 1] + x[0][1, i[1], 0] + x[0][1, i[1], 1])),
        new("Mean", [new([2, 3])], x => Ops.Mean(x[0], [1]), x => Plain.Each([2], i => Row(x[0], i[0]).Average())),
        new("Max", [new([2, 3])], x => Ops.Max(x[0], [1]), x => Plain.Each([2], i => Row(x[0], i[0]).Max())),
        new("Min", [new([2, 3])], x => Ops.Min(x[0]), x => Plain.Each([], _ => x[0].Data.Min())),
        new("Prod", [new([2, 3])], x => Ops.Prod(x[0], [1]), x => Plain.Each([2], i => Row(x[0], i[0]).Aggregate(1.0, (a, b) => a * b))) { Order = 3 },
        new("Var", [new([2, 3])], x => Ops.Var(x[0], [1], ddof: 1), x => Plain.Each([2], i => Variance(Row(x[0], i[0]), 1))),
        new("Std", [new([2, 3])], x => Ops.Std(x[0], [1]), x => Plain.Each([2], i => Math.Sqrt(Variance(Row(x[0], i[0]), 0)))),
        new("LogSumExp", [new([2, 3])], x => Ops.LogSumExp(x[0], [1]), x => Plain.Each([2], i => Math.Log(Row(x[0], i[0]).Sum(Math.Exp)))),
        new("Trace", [new([3, 4])], x => Ops.Trace(x[0], 1), x => Plain.Each([], _ => x[0][0, 1] + x[0][1, 2] + x[0][2, 3])),
    ];

    private static IEnumerable<OperationSample> Scans =>
    [
        new("CumSum", [new([2, 3])], x => Ops.CumSum(x[0], 1), x => Plain.Each([2, 3], i => Row(x[0], i[0]).Take(i[1] + 1).Sum())),
        new("CumSum flat", [new([2, 3])], x => Ops.CumSum(x[0]), x => Plain.Each([6], i => x[0].Data.Take(i[0] + 1).Sum())),
        new("CumProd", [new([2, 3])], x => Ops.CumProd(x[0], 0), x => Plain.Each([2, 3], i => i[0] == 0 ? x[0][i] : x[0][0, i[1]] * x[0][i])),
        new("Diff", [new([2, 4])], x => Ops.Diff(x[0], 2), x => Plain.Each([2, 2], i => x[0][i[0], i[1]] - 2 * x[0][i[0], i[1] + 1] + x[0][i[0], i[1] + 2])),
        new("Sort", [new([2, 3])], x => Ops.Sort(x[0], 1), x => Plain.Each([2, 3], i => Row(x[0], i[0]).Order().ElementAt(i[1]))),
        new("ArgSort", [new([2, 3])], x => Ops.ArgSort(x[0], 1), x => Plain.Each([2, 3], i => Array.IndexOf(Row(x[0], i[0]), Row(x[0], i[0]).Order().ElementAt(i[1])))) { IsDifferentiable = false },
    ];

    private static IEnumerable<OperationSample> Movement =>
    [
        new("Reshape", [new([2, 3])], x => Ops.Reshape(x[0], 3, -1), x => new Plain(x[0].Data, 3, 2)),
        new("Ravel", [new([2, 3])], x => Ops.Ravel(x[0]), x => new Plain(x[0].Data, 6)),
        new("Transpose", [new([2, 3, 2])], x => Ops.Transpose(x[0], 1, -1, 0), x => Plain.Each([3, 2, 2], i => x[0][i[2], i[0], i[1]])),
        new("SwapAxes", [new([2, 3])], x => Ops.SwapAxes(x[0], 0, -1), x => Plain.Each([3, 2], i => x[0][i[1], i[0]])),
        new("MoveAxis", [new([2, 3, 2])], x => Ops.MoveAxis(x[0], 0, 2), x => Plain.Each([3, 2, 2], i => x[0][i[2], i[0], i[1]])),
        new("BroadcastTo", [new([2, 1])], x => Ops.BroadcastTo(x[0], [3, 2, 2]), x => Plain.Each([3, 2, 2], i => x[0][i[1], 0])),
        new("Squeeze", [new([2, 1, 1])], x => Ops.Squeeze(x[0], [1]), x => new Plain(x[0].Data, 2, 1)),
        new("ExpandDims", [new([2, 3])], x => Ops.ExpandDims(x[0], 1), x => new Plain(x[0].Data, 2, 1, 3)),
        new("Concatenate", [new([2, 1]), new([2, 2])], x => Ops.Concatenate(x, -1), x => Plain.Each([2, 3], i => i[1] == 0 ? x[0][i] : x[1][i[0], i[1] - 1])),
        new("Stack", [new([3]), new([3])], x => Ops.Stack(x, 1), x => Plain.Each([3, 2], i => x[i[1]][i[0]])),
        new("Split", [new([5])], x => Ops.Split(x[0], 2)[0] * Ops.Sum(Ops.Split(x[0], [1, 3])[1]), x => Plain.Each([3], i => x[0][i] * (x[0][1] + x[0][2]))),
        new("Flip", [new([2, 3])], x => Ops.Flip(x[0], [1]), x => Plain.Each([2, 3], i => x[0][i[0], 2 - i[1]])),
        new("Roll", [new([2, 3])], x => Ops.Roll(x[0], -1, 1), x => Plain.Each([2, 3], i => x[0][i[0], (i[1] + 1) % 3])),
        new("Tile", [new([2])], x => Ops.Tile(x[0], 2, 3), x => Plain.Each([2, 6], i => x[0][i[1] % 2])),
        new("Repeat", [new([2, 2])], x => Ops.Repeat(x[0], 3, 0), x => Plain.Each([6, 2], i => x[0][i[0] / 3, i[1]])),
        new("Diag", [new([3])], x => Ops.Diag(x[0], -1), x => Plain.Each([4, 4], i => i[0] == i[1] + 1 ? x[0][i[1]] : 0)),
        new("Diag of a matrix", [new([2, 3])], x => Ops.Diag(x[0]), x => Plain.Each([2], i => x[0][i[0], i[0]])),
        new("Diagonal", [new([2, 3, 2])], x => Ops.Diagonal(x[0], 1, 1, 2), x => Plain.Each([2, 1], i => x[0][i[0], 0, 1])),
        new("MakeDiagonal", [new([2, 2])], x => Ops.MakeDiagonal(x[0], 1), x => Plain.Each([2, 3, 3], i => i[2] == i[1] + 1 ? x[0][i[0], i[1]] : 0)),
        new("Triu", [new([3, 3])], x => Ops.Triu(x[0], 1), x => Plain.Each([3, 3], i => i[1] - i[0] >= 1 ? x[0][i] : 0)),
        new("Tril", [new([2, 3, 3])], x => Ops.Tril(x[0]), x => Plain.Each([2, 3, 3], i => i[2] - i[1] <= 0 ? x[0][i] : 0)),
    ];

    private static IEnumerable<OperationSample> Parts =>
    [
        new("SliceAxis", [new([2, 4])], x => Ops.SliceAxis(x[0], 1, 1, 2), x => Plain.Each([2, 2], i => x[0][i[0], i[1] + 1])),
        new("SliceAxis stepped", [new([2, 5])], x => x[0][.., new Slice(4, 0, -2)], x => Plain.Each([2, 2], i => x[0][i[0], 4 - 2 * i[1]])),
        new("Take", [new([2, 3])], x => Ops.Take(x[0], s_picks, 1), x => Plain.Each([2, 4], i => x[0][i[0], (s_picks[i[1]] + 3) % 3])),
        new("TakeAlongAxis", [new([2, 3])], x => Ops.TakeAlongAxis(x[0], Tensor.From<long>([2, 0, -1, -1], [2, 2])), x => Plain.Each([2, 2], i => x[0][i[0], i[0] == 1 || i[1] == 0 ? 2 : 0])),
        new("ScatterAdd", [new([2, 4])], x => Ops.ScatterAdd(x[0], s_picks, [2, 3], 1), x => Plain.Each([2, 3], i => Enumerable.Range(0, 4).Where(k => (s_picks[k] + 3) % 3 == i[1]).Sum(k => x[0][i[0], k]))),
        new("Nonzero", [new([2, 3], 0.5, 2)], x => Ops.Nonzero(x[0])[1], _ => new Plain([0, 1, 2, 0, 1, 2], 6)) { IsDifferentiable = false, IsTraceable = false },
    ];

    private static IEnumerable<OperationSample> Products =>
    [
        new("MatMul", [new([2, 3]), new([3, 2])], x => Ops.MatMul(x[0], x[1]), x => Plain.Each([2, 2], i => Enumerable.Range(0, 3).Sum(k => x[0][i[0], k] * x[1][k, i[1]]))),
        new("MatMul stacks", [new([2, 2, 3]), new([2, 3, 2])], x => Ops.MatMul(x[0], x[1]), x => Plain.Each([2, 2, 2], i => Enumerable.Range(0, 3).Sum(k => x[0][i[0], i[1], k] * x[1][i[0], k, i[2]]))),
        new("MatMul stack and matrix", [new([2, 2, 3]), new([3, 2])], x => Ops.MatMul(x[0], x[1]), x => Plain.Each([2, 2, 2], i => Enumerable.Range(0, 3).Sum(k => x[0][i[0], i[1], k] * x[1][k, i[2]]))),
        new("MatMul broadcast", [new([2, 3]), new([2, 3, 2])], x => Ops.MatMul(x[0], x[1]), x => Plain.Each([2, 2, 2], i => Enumerable.Range(0, 3).Sum(k => x[0][i[1], k] * x[1][i[0], k, i[2]]))),
        new("MatMul vector", [new([2, 3]), new([3])], x => Ops.MatMul(x[0], x[1]), x => Plain.Each([2], i => Enumerable.Range(0, 3).Sum(k => x[0][i[0], k] * x[1][k]))),
        new("Dot", [new([3]), new([3])], x => Ops.Dot(x[0], x[1]), x => Plain.Each([], _ => Enumerable.Range(0, 3).Sum(k => x[0][k] * x[1][k]))),
        new("Inner", [new([2, 3]), new([4, 3])], x => Ops.Inner(x[0], x[1]), x => Plain.Each([2, 4], i => Enumerable.Range(0, 3).Sum(k => x[0][i[0], k] * x[1][i[1], k]))),
        new("Outer", [new([2]), new([3])], x => Ops.Outer(x[0], x[1]), x => Plain.Each([2, 3], i => x[0][i[0]] * x[1][i[1]])),
        new("TensorDot", [new([2, 3, 2]), new([2, 4, 3])], x => Ops.TensorDot(x[0], x[1], [1, 2], [2, 0]), x => Plain.Each([2, 4], i => Pairs(3, 2).Sum(p => x[0][i[0], p.I, p.J] * x[1][p.J, i[1], p.I]))),
        new("Kron", [new([2, 2]), new([1, 3])], x => Ops.Kron(x[0], x[1]), x => Plain.Each([2, 6], i => x[0][i[0], i[1] / 3] * x[1][0, i[1] % 3])),
        new("Cross", [new([2, 3]), new([3])], x => Ops.Cross(x[0], x[1]), x => Plain.Each([2, 3], i => x[0][i[0], (i[1] + 1) % 3] * x[1][(i[1] + 2) % 3] - x[0][i[0], (i[1] + 2) % 3] * x[1][(i[1] + 1) % 3])),
        new("Einsum", [new([2, 3]), new([3, 2])], x => Ops.Einsum("ij,jk->ki", x), x => Plain.Each([2, 2], i => Enumerable.Range(0, 3).Sum(k => x[0][i[1], k] * x[1][k, i[0]]))),
        new("Einsum diagonal", [new([3, 3]), new([3])], x => Ops.Einsum("ii,i", x), x => Plain.Each([], _ => Enumerable.Range(0, 3).Sum(k => x[0][k, k] * x[1][k]))),
        new("Einsum dots", [new([2, 2, 3]), new([3, 2])], x => Ops.Einsum("...ij,jk->...ik", x), x => Plain.Each([2, 2, 2], i => Enumerable.Range(0, 3).Sum(k => x[0][i[0], i[1], k] * x[1][k, i[2]]))),
        new("Einsum three", [new([2, 2]), new([2, 3]), new([3])], x => Ops.Einsum("ij,jk,k->i", x), x => Plain.Each([2], i => Pairs(2, 3).Sum(p => x[0][i[0], p.I] * x[1][p.I, p.J] * x[2][p.J]))),
    ];

    private static double[] Row(Plain x, int row) => x.Data[(row * x.Shape[^1])..((row + 1) * x.Shape[^1])];

    private static double Variance(double[] x, int ddof) => x.Sum(v => (v - x.Average()) * (v - x.Average())) / (x.Length - ddof);

    private static IEnumerable<(int I, int J)> Pairs(int n, int m) => Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, m).Select(j => (i, j)));
}
