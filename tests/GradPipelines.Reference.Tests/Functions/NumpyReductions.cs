namespace GradPipelines.Reference;

/// <summary>np: reductions, scans, differences.</summary>
internal static class NumpyReductions
{
    public static void Add(FunctionRows rows)
    {
        Reduction(rows, "np.sum", Ops.Sum);
        Reduction(rows, "np.mean", Ops.Mean);
        Reduction(rows, "np.prod", Ops.Prod);
        Reduction(rows, "np.max", Ops.Max);
        Reduction(rows, "np.min", Ops.Min);
        rows.Alias("np.amax", "np.max");
        rows.Alias("np.amin", "np.min");
        rows.Add("np.var", "x, axis, dtype, out, ddof, keepdims", a => Ops.Var(a.Tensor("x"), a.Axes("axis"), a.Int("ddof"), a.Flag("keepdims")));
        rows.Add("np.std", "x, axis, dtype, out, ddof, keepdims", a => Ops.Std(a.Tensor("x"), a.Axes("axis"), a.Int("ddof"), a.Flag("keepdims")));
        rows.Add("np.ptp", "x, axis, out, keepdims", a => Ops.Max(a.Tensor("x"), a.Axes("axis"), a.Flag("keepdims")) - Ops.Min(a.Tensor("x"), a.Axes("axis"), a.Flag("keepdims")));
        rows.Add("np.average", "x, axis, weights", a => a.Has("weights")
            ? Ops.Sum(a.Tensor("x") * a.Tensor("weights"), a.Axes("axis")) / Ops.Sum(Ops.BroadcastTo(a.Tensor("weights"), a.Tensor("x").Shape), a.Axes("axis"))
            : Ops.Mean(a.Tensor("x"), a.Axes("axis")));
        rows.Add("np.nansum", "x, axis", a => Ops.Sum(Masked(a, 0), a.Axes("axis")));
        rows.Add("np.nanprod", "x, axis", a => Ops.Prod(Masked(a, 1), a.Axes("axis")));
        rows.Add("np.nanmax", "x, axis", a => Ops.Max(Masked(a, double.NegativeInfinity), a.Axes("axis")));
        rows.Add("np.nanmin", "x, axis", a => Ops.Min(Masked(a, double.PositiveInfinity), a.Axes("axis")));
        rows.Add("np.nanmean", "x, axis", a => Ops.Sum(Masked(a, 0), a.Axes("axis")) / Ops.Sum(!Ops.IsNaN(a.Tensor("x")), a.Axes("axis")));
        rows.Add("np.all", "x, axis, out, keepdims", a => Ops.Equal(Ops.Prod(Ops.Cast(Ops.Cast(a.Tensor("x"), DType.Bool), DType.Int64), a.Axes("axis"), a.Flag("keepdims")), 1));
        rows.Add("np.any", "x, axis, out, keepdims", a => Ops.Greater(Ops.Sum(Ops.Cast(a.Tensor("x"), DType.Bool), a.Axes("axis"), a.Flag("keepdims")), 0));
        rows.Add("np.count_nonzero", "x, axis", a => Ops.Sum(Ops.Cast(a.Tensor("x"), DType.Bool), a.Axes("axis")));

        rows.Add("np.cumsum", "x, axis", a => Ops.CumSum(a.Tensor("x"), a.IntOrNull("axis")));
        rows.Add("np.cumprod", "x, axis", a => Ops.CumProd(a.Tensor("x"), a.IntOrNull("axis")));
        rows.Add("np.diff", "x, n, axis", a => Ops.Diff(a.Tensor("x"), a.Int("n", 1), a.Int("axis", -1)));
        rows.Add("np.ediff1d", "x", a => Ops.Diff(Ops.Ravel(a.Tensor("x"))));
        rows.Add("np.trapz", "y, x, dx, axis", a =>
        {
            var y = a.Tensor("y");
            var axis = a.Int("axis", -1);
            var n = y.Shape[axis];
            var pairs = Ops.SliceAxis(y, axis, 1, n - 1) + Ops.SliceAxis(y, axis, 0, n - 1);
            return Ops.Sum(pairs * (a.Has("x") ? Ops.Diff(a.Tensor("x")) : a.Number("dx", 1)), [axis]) / 2.0;
        });
        rows.Add("np.gradient", "x, *spacing, axis", a => a.Has("spacing") || a.Has("axis") ? throw a.Unsupported("with spacing or axis") : Slopes(a.Tensor("x")));

        rows.Add("np.sort", "x, axis", a => Ops.Sort(a.Tensor("x"), a.Int("axis", -1)));
        rows.Add("np.msort", "x", a => Ops.Sort(a.Tensor("x"), 0));
        rows.Add("np.argsort", "x, axis", a => Ops.ArgSort(a.Tensor("x"), a.Int("axis", -1)));
        rows.Add("np.partition", "x, kth, axis", a => Partition.Of(a.Tensor("x"), a.Int("kth"), a.Int("axis", -1)));
        rows.Add("np.argmax", "x, axis", a => Extreme(-a.Tensor("x"), a.IntOrNull("axis")));
        rows.Add("np.argmin", "x, axis", a => Extreme(a.Tensor("x"), a.IntOrNull("axis")));
        rows.Add("np.median", "x, axis", a => Quantile(a.Tensor("x"), 0.5, a.IntOrNull("axis")));
        rows.Add("np.percentile", "x, q, axis", a => Quantile(a.Tensor("x"), a.Number("q", 0) / 100, a.IntOrNull("axis")));
        rows.Add("np.quantile", "x, q, axis", a => Quantile(a.Tensor("x"), a.Number("q", 0), a.IntOrNull("axis")));
        rows.Add("np.cov", "x", a => Covariance(a.Tensor("x")));
        rows.Add("np.corrcoef", "x", a =>
        {
            var c = Covariance(a.Tensor("x"));
            var d = Ops.Sqrt(Ops.Diag(c));
            return c / Ops.Outer(d, d);
        });
    }

    private static void Reduction(FunctionRows rows, string name, Func<Tensor, IReadOnlyList<int>?, bool, Tensor> function) =>
        rows.Add(name, "x, axis, keepdims", a => function(a.Tensor("x"), a.Axes("axis"), a.Flag("keepdims")));

    private static Tensor Masked(Arguments a, double value) => Ops.Where(Ops.IsNaN(a.Tensor("x")), value, a.Tensor("x"));

    private static Tensor Extreme(Tensor x, int? axis) => axis is { } a
        ? Ops.Reshape(Ops.SliceAxis(Ops.ArgSort(x, a), a, 0, 1), x.Shape.Without([x.Shape.Axis(a)]).ToArray())
        : Ops.ArgSort(Ops.Ravel(x))[0];

    private static Tensor Quantile(Tensor x, double q, int? axis)
    {
        if (axis is null) return Quantile(Ops.Ravel(x), q, 0);
        var sorted = Ops.MoveAxis(Ops.Sort(x, axis.Value), axis.Value, 0);
        var place = q * (sorted.Length - 1);
        var low = (int)Math.Floor(place);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    private static Tensor Covariance(Tensor x)
    {
        var d = x - Ops.Mean(x, [-1], keepDims: true);
        return Ops.MatMul(d, d.T) / (x.Shape[-1] - 1.0);
    }

    /// <summary>Central differences inside, one-sided at the ends, along each axis.</summary>
    private static object Slopes(Tensor x)
    {
        var result = new Tensor[x.Rank];
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var n = x.Shape[axis];
            Tensor Part(int start, int size) => Ops.SliceAxis(x, axis, start, size);
            result[axis] = Ops.Concatenate([Part(1, 1) - Part(0, 1), (Part(2, n - 2) - Part(0, n - 2)) / 2.0, Part(n - 1, 1) - Part(n - 2, 1)], axis);
        }

        return result.Length == 1 ? result[0] : result;
    }
}
