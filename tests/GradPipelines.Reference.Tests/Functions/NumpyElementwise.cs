namespace GradPipelines.Reference;

/// <summary>np: functions of elements.</summary>
internal static class NumpyElementwise
{
    public static void Add(FunctionRows rows)
    {
        rows.Unary("np.negative", Ops.Negate);
        rows.Unary("np.positive", x => x);
        rows.Unary("np.abs", Ops.Abs);
        rows.Alias("np.absolute", "np.abs");
        rows.Alias("np.fabs", "np.abs");
        rows.Unary("np.sign", Ops.Sign);
        rows.Unary("np.reciprocal", Ops.Reciprocal);
        rows.Unary("np.square", Ops.Square);
        rows.Unary("np.cbrt", Ops.Cbrt);
        rows.Unary("np.sqrt", Ops.Sqrt);
        rows.Unary("np.exp", Ops.Exp);
        rows.Unary("np.exp2", Ops.Exp2);
        rows.Unary("np.expm1", Ops.Expm1);
        rows.Unary("np.log", Ops.Log);
        rows.Unary("np.log2", Ops.Log2);
        rows.Unary("np.log10", Ops.Log10);
        rows.Unary("np.log1p", Ops.Log1p);
        rows.Unary("np.sin", Ops.Sin);
        rows.Unary("np.cos", Ops.Cos);
        rows.Unary("np.tan", Ops.Tan);
        rows.Unary("np.arcsin", Ops.Asin);
        rows.Unary("np.arccos", Ops.Acos);
        rows.Unary("np.arctan", Ops.Atan);
        rows.Unary("np.sinh", Ops.Sinh);
        rows.Unary("np.cosh", Ops.Cosh);
        rows.Unary("np.tanh", Ops.Tanh);
        rows.Unary("np.arcsinh", Ops.Asinh);
        rows.Unary("np.arccosh", Ops.Acosh);
        rows.Unary("np.arctanh", Ops.Atanh);
        rows.Unary("np.sinc", Ops.Sinc);
        rows.Unary("np.rad2deg", Ops.Degrees);
        rows.Unary("np.degrees", Ops.Degrees);
        rows.Unary("np.deg2rad", Ops.Radians);
        rows.Unary("np.radians", Ops.Radians);
        rows.Unary("np.nan_to_num", Ops.NanToNum);
        rows.Unary("np.floor", Ops.Floor);
        rows.Unary("np.ceil", Ops.Ceiling);
        rows.Unary("np.rint", Ops.Round);
        rows.Unary("np.trunc", Ops.Truncate);
        rows.Unary("np.fix", Ops.Truncate);
        rows.Add("np.round", "x, decimals", a => Ops.Round(a.Tensor("x") * Math.Pow(10, a.Int("decimals"))) / Math.Pow(10, a.Int("decimals")));
        rows.Alias("np.around", "np.round");
        rows.Alias("np.round_", "np.round");

        // A real array is its own real part and conjugate.
        rows.Unary("np.real", x => x);
        rows.Unary("np.conj", x => x);
        rows.Unary("np.conjugate", x => x);
        rows.Unary("np.real_if_close", x => x);
        rows.Unary("np.imag", Ops.ZerosLike);
        rows.Unary("np.angle", x => Ops.Where(x < 0, Math.PI, Ops.ZerosLike(x)));

        rows.Unary("np.isnan", Ops.IsNaN);
        rows.Unary("np.isfinite", Ops.IsFinite);
        rows.Unary("np.isinf", x => Ops.Equal(Ops.Abs(x), double.PositiveInfinity));
        rows.Unary("np.isposinf", x => Ops.Equal(x, double.PositiveInfinity));
        rows.Unary("np.isneginf", x => Ops.Equal(x, double.NegativeInfinity));
        rows.Unary("np.logical_not", Ops.LogicalNot);

        rows.Binary("np.add", Ops.Add);
        rows.Binary("np.subtract", Ops.Subtract);
        rows.Binary("np.multiply", Ops.Multiply);
        rows.Binary("np.divide", Ops.Divide);
        rows.Binary("np.true_divide", Ops.Divide);
        rows.Binary("np.floor_divide", Ops.FloorDivide);
        rows.Binary("np.mod", Ops.Mod);
        rows.Binary("np.remainder", Ops.Mod);
        rows.Binary("np.fmod", Ops.Fmod);
        rows.Binary("np.power", Ops.Pow);
        rows.Binary("np.float_power", Ops.Pow);
        rows.Binary("np.arctan2", Ops.Atan2);
        rows.Binary("np.hypot", Ops.Hypot);
        rows.Binary("np.maximum", Ops.Maximum);
        rows.Binary("np.minimum", Ops.Minimum);
        rows.Binary("np.fmax", Ops.Fmax);
        rows.Binary("np.fmin", Ops.Fmin);
        rows.Binary("np.logaddexp", Ops.LogAddExp);
        rows.Binary("np.logaddexp2", Ops.LogAddExp2);
        rows.Binary("np.copysign", Ops.CopySign);
        rows.Binary("np.heaviside", Ops.Heaviside);
        rows.Binary("np.less", Ops.Less);
        rows.Binary("np.less_equal", Ops.LessEqual);
        rows.Binary("np.greater", Ops.Greater);
        rows.Binary("np.greater_equal", Ops.GreaterEqual);
        rows.Binary("np.equal", Ops.Equal);
        rows.Binary("np.not_equal", Ops.NotEqual);
        rows.Binary("np.logical_and", Ops.LogicalAnd);
        rows.Binary("np.logical_or", Ops.LogicalOr);

        rows.Add("np.clip", "x, a_min, a_max", a =>
        {
            var x = a.Tensor("x");
            return Ops.Clip(x, a.Has("a_min") ? a.Tensor("a_min") : double.NegativeInfinity, a.Has("a_max") ? a.Tensor("a_max") : double.PositiveInfinity);
        });
        rows.Add("np.where", "condition, x, y", a => a.Has("x")
            ? Ops.Where(a.Tensor("condition"), a.Tensor("x"), a.Tensor("y"))
            : Ops.Nonzero(a.Tensor("condition")));
        rows.Add("np.select", "conditions, choices, default", a =>
        {
            var (conditions, choices) = (a.Tensors("conditions"), a.Tensors("choices"));
            var y = a.Has("default") ? a.Tensor("default") : 0.0;
            for (var i = conditions.Length - 1; i >= 0; i--) y = Ops.Where(conditions[i], choices[i], y);
            return y;
        });
        rows.Add("np.interp", "x, xp, fp", a => Interpolate(a.Tensor("x"), a.Tensor("xp"), a.Tensor("fp")));
    }

    /// <summary>Straight lines between the points, the end values beyond them.</summary>
    private static Tensor Interpolate(Tensor x, Tensor xp, Tensor fp)
    {
        var y = Ops.Where(x < xp[0], fp[0], fp[-1]);
        for (var i = 0; i < xp.Length - 1; i++)
            y = Ops.Where(x >= xp[i] & x < xp[i + 1], fp[i] + (x - xp[i]) * ((fp[i + 1] - fp[i]) / (xp[i + 1] - xp[i])), y);
        return y;
    }
}
