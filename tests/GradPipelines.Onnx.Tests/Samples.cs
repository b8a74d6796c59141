namespace GradPipelines.Onnx.Tests;

/// <summary>Functions of a (batch, 6) matrix of standard normal numbers that together use every primitive with a lowering.</summary>
internal static class Samples
{
    private static readonly Tensor s_matrix = Ops.Normal(Key.FromSeed(11), 6, 4);
    private static readonly Tensor s_row = Ops.Normal(Key.FromSeed(12), 6);
    private static readonly Tensor s_stack = Ops.Normal(Key.FromSeed(13), 2, 3, 5);

    public static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor>> All = new Dictionary<string, Func<Tensor, Tensor>>
    {
        // Arithmetic
        ["add"] = x => x + Row(x),
        ["add_scalar"] = x => x + 1.5,
        ["subtract"] = x => Row(x) - x,
        ["multiply"] = x => x * Row(x),
        ["divide"] = x => x / (2 + Ops.Abs(Row(x))),
        ["mod"] = x => (3 * x) % Row(x),
        ["negate"] = x => -x,
        ["abs"] = Ops.Abs,
        ["sign"] = Ops.Sign,
        ["square"] = Ops.Square,
        ["maximum"] = x => Ops.Maximum(x, Row(x)),
        ["minimum"] = x => Ops.Minimum(x, 0.3),
        ["integers"] = x => Ops.Abs(-Ops.Maximum(Ops.Cast(5 * x, DType.Int64) * 3 - 2, 1)),

        // Casting
        ["cast_int64"] = x => Ops.Cast(10 * x, DType.Int64),
        ["cast_bool"] = x => Ops.Cast(Ops.Round(x), DType.Bool),
        ["cast_back"] = x => Ops.Cast(Ops.Cast(x, DType.Float64) * s_row, DType.Float32),
        ["stop_gradient"] = x => Ops.StopGradient(x) * 2,

        // Comparison and selection
        ["less"] = x => x < Row(x),
        ["less_equal"] = x => Ops.Round(x) <= 0,
        ["equal"] = x => Ops.Equal(Ops.Round(x), 1),
        ["not_equal"] = x => Ops.NotEqual(Ops.Round(x), 1),
        ["logical"] = x => (x > 0 & x < 1) | !(x < 2),
        ["is_finite"] = x => Ops.IsFinite(1 / Ops.Round(x)),
        ["where"] = x => Ops.Where(x > 0, x, Row(x)),
        ["where_bool"] = x => Ops.Where(x > 0, x < 1, x < -1),
        ["relu"] = Ops.Relu,
        ["clip"] = x => Ops.Clip(x, -0.5, 0.75),

        // Exponential and power
        ["exp"] = Ops.Exp,
        ["expm1"] = x => Ops.Expm1(3 * x),
        ["expm1_small"] = x => Ops.Expm1(1e-4 * x),
        ["log"] = x => Ops.Log(Ops.Abs(x)),
        ["log1p"] = x => Ops.Log1p(Ops.Abs(100 * x)),
        ["log1p_small"] = x => Ops.Log1p(1e-4 * x),
        ["sqrt"] = x => Ops.Sqrt(Ops.Abs(x)),
        ["pow"] = x => Ops.Pow(Ops.Abs(x), 1 + Ops.Abs(Row(x))),
        ["arctan2"] = x => Ops.Atan2(x, Row(x)),
        ["arctan2_axes"] = x => Ops.Atan2(Ops.Round(x) + 0, Ops.Round(Row(x)) + 0), // + 0: zeros lose their sign

        // Hyperbolic and trigonometric
        ["sinh"] = Ops.Sinh,
        ["cosh"] = Ops.Cosh,
        ["tanh"] = Ops.Tanh,
        ["arcsinh"] = Ops.Asinh,
        ["arccosh"] = x => Ops.Acosh(1.1 + Ops.Abs(x)),
        ["arctanh"] = x => Ops.Atanh(x / (1 + Ops.Abs(x))),
        ["sigmoid"] = x => Ops.Sigmoid(4 * x),
        ["sin"] = x => Ops.Sin(3 * x),
        ["cos"] = x => Ops.Cos(3 * x),
        ["tan"] = x => Ops.Tan(Ops.Tanh(x)),
        ["arcsin"] = x => Ops.Asin(Ops.Tanh(x)),
        ["arccos"] = x => Ops.Acos(Ops.Tanh(x)),
        ["arctan"] = Ops.Atan,

        // Rounding
        ["floor"] = x => Ops.Floor(3 * x),
        ["ceil"] = x => Ops.Ceiling(3 * x),
        ["round"] = x => Ops.Round(Ops.Cast(Ops.Cast(6 * x, DType.Int64), DType.Float32) * 0.5),
        ["trunc"] = x => Ops.Truncate(3 * x),

        // Reduction
        ["sum"] = x => x.Sum(1),
        ["sum_all"] = x => x.Sum(),
        ["sum_over_batch"] = x => x - x.Sum(0),
        ["mean"] = x => Ops.Mean(x, [1], keepDims: true),
        ["mean_over_batch"] = x => x - Ops.Mean(x, [0]),
        ["max"] = x => x.Max(1),
        ["max_bool"] = x => Ops.Max(x > 1, [1]),
        ["min"] = x => x.Min(1),
        ["prod"] = x => Ops.Prod(x, [1]),
        ["std"] = x => Ops.Std(x, [1]),
        ["logsumexp"] = x => Ops.LogSumExp(x, [1], keepDims: true),
        ["softmax"] = x => Ops.Exp(x - Ops.LogSumExp(x, [1], keepDims: true)),

        // Movement
        ["reshape"] = x => Ops.Reshape(x, x.Shape[0], 2, 3),
        ["reshape_two"] = x => Ops.Reshape(x, 3, -1),
        ["transpose"] = x => x.T,
        ["transpose_3d"] = x => Ops.Transpose(Ops.Reshape(x, x.Shape[0], 2, 3), 1, 0, 2),
        ["broadcast"] = x => Ops.BroadcastTo(Ops.ExpandDims(x, 1), [x.Shape[0], 3, 6]),
        ["broadcast_batch"] = x => Ops.Concatenate([x, Ops.BroadcastTo(Row(x), x.Shape)], 1),
        ["pairs"] = x => Ops.ExpandDims(x, 0) - Ops.ExpandDims(x, 1),
        ["concatenate"] = x => Ops.Concatenate([x, Ops.Square(x)], 0),
        ["stack"] = x => Ops.Stack([x, -x], 1),

        // Indexing
        ["slice"] = x => x[.., 1..4],
        ["slice_element"] = x => x[.., 2],
        ["slice_step"] = x => x[.., new Slice(1, null, 2)],
        ["slice_reversed"] = x => x[.., Slice.Reversed],
        ["slice_reversed_part"] = x => x[.., new Slice(4, 0, -2)],
        ["slice_first_rows"] = x => x[0],
        ["slice_place"] = x => Transforms.Grad(y => Ops.Square(y[.., 1..3]).Sum())(x),
        ["gather"] = x => Ops.Take(x, new[] { 5, 0, -2, 0 }, 1),
        ["gather_table"] = x => Ops.Take(s_matrix.Cast(DType.Float32), Ops.Cast(Ops.Clip(Ops.Round(x) + 2, 0, 5), DType.Int64)),
        ["scatter_add"] = x => Ops.ScatterAdd(x.T, new[] { 1, 0, -1, 1, 1, 2 }, [4, x.Shape[0]]),
        ["scatter_add_columns"] = x => Ops.ScatterAdd(x, new[] { 1, 0, -1, 1, 1, 2 }, [x.Shape[0], 4], 1),

        // MatMul
        ["matmul"] = x => x.MatMul(s_matrix.Cast(DType.Float32)),
        ["matmul_vector"] = x => x.MatMul(s_row.Cast(DType.Float32)),
        ["matmul_gram"] = x => x.T.MatMul(x),
        ["matmul_stack"] = x => Ops.MatMul(Ops.Reshape(x, x.Shape[0], 1, 2, 3), s_stack.Cast(DType.Float32)),
        ["matmul_float64_weights"] = x => x.MatMul(s_matrix),

        // Compositions
        ["derivative"] = x => Transforms.Grad(y => Ops.Tanh(y.MatMul(s_matrix.Cast(DType.Float32))).Sum())(x),
        ["softsign_defined"] = Primitive.Define("softsign", x => x / (1 + Ops.Abs(x)), (ct, y, x) => ct / Ops.Square(1 + Ops.Abs(x))),
    };

    private static Tensor Row(Tensor x) => s_row.Cast(x.DType);
}
