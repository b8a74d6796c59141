namespace GradPipelines;

/// <summary>Probability distributions: densities, distribution functions and their logarithms, one nested class for each.</summary>
/// <remarks>
/// All arguments broadcast and can be differentiated to every order. Outside the support a density is 0, its logarithm -∞, and the
/// derivatives are 0. Parameters outside their range give NaN or meaningless numbers: they are not checked, since they may be traced.
/// Sf is 1 - Cdf, computed without the difference where the distribution allows; LogCdf and LogSf likewise.
/// </remarks>
public static partial class Distributions
{
    /// <summary>(x - location) / scale, with 0 and 1 for what is not given.</summary>
    private static Tensor Standard(Tensor x, Tensor? location, Tensor? scale)
    {
        var z = location is null ? x : x - location;
        return scale is null ? z : z / scale;
    }

    /// <summary>The logarithm of a standard density at another scale.</summary>
    private static Tensor Scaled(Tensor logDensity, Tensor? scale) => scale is null ? logDensity : logDensity - Ops.Log(scale);

    /// <summary>A function on its support and a constant outside; there the function sees <paramref name="safe"/>, or NaN would come back through 0·∞.</summary>
    private static Tensor On(Tensor outside, Tensor x, double safe, double otherwise, Func<Tensor, Tensor> function) =>
        Ops.Where(outside, otherwise, function(Ops.Where(outside, safe, x)));
}
