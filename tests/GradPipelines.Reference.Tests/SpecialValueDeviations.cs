namespace GradPipelines.Reference;

/// <summary>Where we mean to differ from HIPS at special points, and why.</summary>
internal static class SpecialValueDeviations
{
    private static readonly (string Op, Func<string, double, double, double, double, bool> Allows, string Reason)[] s_rows =
    [
        ("np.maximum", (what, x, y, _, _) => IsDerivative(what) && (double.IsNaN(x) || double.IsNaN(y)), "a NaN among the arguments is the result, so the derivative is its own; HIPS compares with NaN and gives 0 to both"),
        ("np.minimum", (what, x, y, _, _) => IsDerivative(what) && (double.IsNaN(x) || double.IsNaN(y)), "as maximum"),
        ("np.fmax", (what, x, y, _, _) => IsDerivative(what) && double.IsNaN(x) && double.IsNaN(y), "as maximum"),
        ("np.fmin", (what, x, y, _, _) => IsDerivative(what) && double.IsNaN(x) && double.IsNaN(y), "as maximum"),
        ("maximum(0, x)", (what, x, _, _, _) => IsDerivative(what) && double.IsNaN(x), "as maximum"),
        ("minimum(0, x)", (what, x, _, _, _) => IsDerivative(what) && double.IsNaN(x), "as maximum"),
        ("np.power", (what, _, y, _, _) => what == "dxy" && y == 0, "HIPS masks the exponent where y is 0 and so gives x for what is 1/x"),
        ("np.float_power", (what, _, y, _, _) => what == "dxy" && y == 0, "as power"),
        ("np.sinc", (what, x, _, _, _) => IsDerivative(what) && Math.Abs(x) < 1e-3, "HIPS takes a difference of nearly equal quotients; ours is a power series"),
        ("np.abs", (what, _, _, actual, _) => what == "grad2" && actual == 0, "HIPS computes x·conj(x)/|x|², whose rounding is its second derivative"),
        ("x*abs(x)", (what, x, _, actual, _) => what is "grad" or "forward" && Math.Abs(x) > 1e154 && actual == 2 * Math.Abs(x), "HIPS's |x|² overflows; the derivative is 2|x|"),
        ("np.absolute", (what, _, _, actual, _) => what == "grad2" && actual == 0, "as abs"),
        ("np.fabs", (what, _, _, actual, _) => what == "grad2" && actual == 0, "as abs"),
        ("sqrt(x*x)", (what, x, _, actual, _) => what == "grad2" && actual == 0 && Math.Abs(x) < 1e-3, "x·(1/√x²)³ and 1/√x² cancel; the reference is their rounding"),
        ("x/x", (what, x, _, actual, _) => IsDerivative(what) && actual == 0 && Math.Abs(x) < 1e-3, "1/x and x/x² cancel; the reference is their rounding"),
        ("exp(x)/exp(x)", (what, _, _, actual, expected) => IsDerivative(what) && Math.Abs(actual) < 1e-12 && Math.Abs(expected) < 1e-12, "a rounding error of a zero"),
        ("np.linalg.eigh vectors", (_, _, _, _, _) => true, "the sign of an eigenvector is open, so the sum of its elements is too"),
        ("special.logsumexp", (what, _, _, actual, _) => what is "vjp" or "forward" && double.IsFinite(actual), "beyond 1e16 the shift by the result loses the logarithm of the count, and HIPS's weights no longer sum to 1; ours are divided by their sum"),
        ("special.gammaln", (what, x, _, actual, _) => what == "value" && Math.Abs(x) < 1e-308 && double.IsFinite(actual), "SciPy overflows on the way to log Γ = -log x"),
        ("special.j0", (what, x, _, _, _) => what != "grad2" && x == 1e10, "SciPy rounds x - π/4, to 1e-6 here; ours is 2.17559175024689e-6, as with 60 digits"),
    ];

    public static bool Allow(string op, string what, double x, double y, double actual, double expected) =>
        s_rows.Any(r => r.Op == op && r.Allows(what, x, y, actual, expected));

    private static bool IsDerivative(string what) => what != "value";
}
