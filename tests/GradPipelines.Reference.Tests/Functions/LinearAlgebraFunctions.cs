namespace GradPipelines.Reference;

/// <summary>np.linalg and sla (scipy.linalg).</summary>
internal static class LinearAlgebraFunctions
{
    public static void Add(FunctionRows rows)
    {
        rows.Add("np.linalg.solve", "a, b", a => LinearAlgebra.Solve(a.Tensor("a"), a.Tensor("b")));
        rows.Unary("np.linalg.inv", LinearAlgebra.Inv);
        rows.Unary("np.linalg.det", LinearAlgebra.Det);
        rows.Add("np.linalg.slogdet", "a", a => Items(LinearAlgebra.SlogDet(a.Tensor("a"))));
        rows.Unary("np.linalg.cholesky", LinearAlgebra.Cholesky);
        rows.Add("np.linalg.qr", "a, mode", a => (a.Text("mode") ?? "reduced") switch
        {
            "reduced" => Items(LinearAlgebra.Qr(a.Tensor("a"))),
            "complete" => Items(LinearAlgebra.Qr(a.Tensor("a"), complete: true)),
            "r" => LinearAlgebra.Qr(a.Tensor("a")).R,
            _ => throw a.Unsupported("in that mode"),
        });
        rows.Add("np.linalg.eigh", "a, UPLO", a => Items(LinearAlgebra.Eigh(a.Tensor("a"), a.Text("UPLO") == "U")));
        rows.Add("np.linalg.eigvalsh", "a, UPLO", a => LinearAlgebra.EigvalsH(a.Tensor("a"), a.Text("UPLO") == "U"));
        rows.Add("np.linalg.svd", "a, full_matrices, compute_uv", a => a["compute_uv"] is false
            ? LinearAlgebra.SingularValues(a.Tensor("a"))
            : Items(LinearAlgebra.Svd(a.Tensor("a"), a["full_matrices"] is not false)));
        rows.Add("np.linalg.pinv", "a, rcond", a => LinearAlgebra.Pinv(a.Tensor("a"), a.Has("rcond") ? a.Number("rcond", 0) : null));
        rows.Add("np.linalg.lstsq", "a, b, rcond", a => new object?[] { LinearAlgebra.Lstsq(a.Tensor("a"), a.Tensor("b")) });
        rows.Add("np.linalg.norm", "x, ord, axis, keepdims", a => LinearAlgebra.Norm(a.Tensor("x"), Order(a), a.Axes("axis"), a.Flag("keepdims")));
        rows.Add("np.linalg.cond", "x, p", a => LinearAlgebra.Cond(a.Tensor("x"), Order(a, "p")));
        rows.Add("np.linalg.multi_dot", "parts", a => LinearAlgebra.MultiDot(a.Tensors("parts")));
        rows.Add("np.linalg.matrix_power", "x, n", a => LinearAlgebra.MatrixPower(a.Tensor("x"), a.Int("n")));
        rows.Add("np.linalg.tensorsolve", "a, b, axes", a => a.Has("axes") ? throw a.Unsupported("with axes") : LinearAlgebra.TensorSolve(a.Tensor("a"), a.Tensor("b")));
        rows.Add("np.linalg.tensorinv", "a, ind", a => LinearAlgebra.TensorInv(a.Tensor("a"), a.Int("ind", 2)));

        rows.Add("sla.solve_triangular", "a, b, trans, lower, unit_diagonal", a => LinearAlgebra.SolveTriangular(
            a.Tensor("a"), a.Tensor("b"), a.Flag("lower"), a["trans"] is "T" or "C" || (a["trans"] is long n && n != 0), a.Flag("unit_diagonal")));
        rows.Add("sla.solve_banded", "l_and_u, ab, b", a => LinearAlgebra.SolveBanded(a.Ints("l_and_u")[0], a.Ints("l_and_u")[1], a.Tensor("ab"), a.Tensor("b")));
        rows.Add("sla.solve_sylvester", "a, b, q", a => LinearAlgebra.SolveSylvester(a.Tensor("a"), a.Tensor("b"), a.Tensor("q")));
        rows.Unary("sla.sqrtm", LinearAlgebra.Sqrtm);
        rows.Unary("sla.expm", LinearAlgebra.Expm);
        rows.Unary("sla.logm", LinearAlgebra.Logm);
        foreach (var name in (ReadOnlySpan<string>)["solve", "inv", "det", "pinv", "norm"]) rows.Alias("sla." + name, "np.linalg." + name);
    }

    private static NormOrder? Order(Arguments a, string name = "ord") => a[name] switch
    {
        null => null,
        "fro" => NormOrder.Frobenius,
        "nuc" => NormOrder.Nuclear,
        _ => a.Number(name, 2),
    };

    private static object?[] Items(System.Runtime.CompilerServices.ITuple tuple) => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])];
}
