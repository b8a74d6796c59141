namespace GradPipelines.Kernels;

/// <summary>sin z / z and its derivatives.</summary>
internal static class SincKernel
{
    /// <summary>The n-th derivative at z, to about 1e-14 of its largest value 1 / (n + 1).</summary>
    /// <remarks>
    /// Within n + 2 of 0 the power series Σ (-1)^k z^(2k-n) / ((2k+1)·(2k-n)!); beyond, the recursion z·fₙ = sin(z + nπ/2) - n·fₙ₋₁,
    /// which divides by more than it multiplies with there.
    /// </remarks>
    public static double Derivative(double z, int n)
    {
        if (!double.IsFinite(z)) return double.NaN; // as sin
        if (Math.Abs(z) > n + 2)
        {
            var (sin, cos) = Math.SinCos(z);
            ReadOnlySpan<double> turns = [sin, cos, -sin, -cos];
            var f = sin / z;
            for (var i = 1; i <= n; i++) f = (turns[i % 4] - i * f) / z;
            return f;
        }

        var first = (n + 1) / 2; // the least k with 2k >= n
        var power = n % 2 == 0 ? 1.0 : z;
        var sign = first % 2 == 0 ? 1.0 : -1.0;
        var sum = 0.0;
        for (var k = first; ; k++)
        {
            var term = sign * power / (2 * k + 1);
            sum += term;
            if (Math.Abs(term) <= 1e-17 * Math.Abs(sum) || k > first + 60) return sum;
            var m = 2 * k - n;
            power *= z * z / ((m + 1.0) * (m + 2.0));
            sign = -sign;
        }
    }
}
