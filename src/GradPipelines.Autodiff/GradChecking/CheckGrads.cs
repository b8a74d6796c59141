using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <content>Derivatives against finite differences.</content>
public static partial class Transforms
{
    /// <summary>Checks the derivatives of f at a point against finite differences, in both modes, to second order.</summary>
    /// <exception cref="GradientCheckException">They differ; the message has the argument's path, the point and both numbers.</exception>
    public static void CheckGrads(Func<Tensor, Tensor> f, Tensor point, Modes modes = Modes.Both, int order = 2, double tolerance = 1e-6, long seed = 0) =>
        CheckGrads<Tensor, Tensor>(f, point, modes, order, tolerance, seed);

    /// <summary>Checks the derivatives of f by two arguments.</summary>
    /// <exception cref="GradientCheckException">They differ; the message has the argument's path, the point and both numbers.</exception>
    public static void CheckGrads(Func<Tensor, Tensor, Tensor> f, Tensor point1, Tensor point2, Modes modes = Modes.Both, int order = 2, double tolerance = 1e-6, long seed = 0) =>
        CheckGrads<(Tensor, Tensor), Tensor>(p => f(p.Item1, p.Item2), (point1, point2), modes, order, tolerance, seed);

    /// <summary>Checks the derivatives of f at a point against finite differences, for containers in and out.</summary>
    /// <param name="f">The function; it must be smooth around the point.</param>
    /// <param name="point">Where; float32 leaves are checked in float64.</param>
    /// <param name="modes">Reverse mode, forward mode, or both.</param>
    /// <param name="order">The highest order, from 1. Each order is the derivative of the previous one, in each of the modes.</param>
    /// <param name="tolerance">Allowed difference, relative to the larger of 1 and the derivative.</param>
    /// <param name="seed">The seed of the random directions.</param>
    /// <exception cref="GradientCheckException">They differ; the message has the argument's path, the point and both numbers.</exception>
    [OverloadResolutionPriority(-1)] // a function of tensors and numbers written as an array: the overload above
    public static void CheckGrads<TIn, TOut>(Func<TIn, TOut> f, TIn point, Modes modes = Modes.Both, int order = 2, double tolerance = 1e-6, long seed = 0)
    {
        var (leaves, structure) = Differentiation.Flatten("CheckGrads", point);
        var x = Array.ConvertAll(leaves, leaf => Ops.Cast(leaf, DType.Float64));
        new GradientCheck(modes, tolerance, Key.FromSeed(seed))
            .Run(p => [.. Tree.Leaves(f(Tree.Unflatten<TIn>(structure, p))).Where(y => y.DType.IsFloating())], x, [.. structure.Paths()], 1, order);
    }
}

/// <summary>One check: every argument in turn, moved along a random direction, the results weighted at random.</summary>
internal sealed class GradientCheck(Modes modes, double tolerance, Key key)
{
    public void Run(Func<Tensor[], Tensor[]> f, Tensor[] x, string[] paths, int order, int last)
    {
        var y = f(x);
        var w = Random(y, "weights", order);
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i].Size == 0) continue;
            var t = Random([x[i]], $"direction {i}", order)[0];
            if (modes.HasFlag(Modes.Reverse))
            {
                var (_, pull) = Differentiation.Reverse("CheckGrads", f, x, paths);
                Compare("reverse", Inner([pull(w)[i]], [t]), f, x, i, t, w, order, paths[i]);
            }

            if (modes.HasFlag(Modes.Forward))
            {
                Tensor[] tangents = [.. x.Select((leaf, j) => j == i ? t : Ops.ZerosLike(leaf))];
                Compare("forward", Inner(Differentiation.Forward("CheckGrads", f, x, tangents, paths).Tangent, w), f, x, i, t, w, order, paths[i]);
            }
        }

        if (order == last) return;
        var v = Random(x, "tangents", order);
        if (modes.HasFlag(Modes.Reverse))
            Run(p => Differentiation.Reverse("CheckGrads", f, p, paths).Pull(w), x, paths, order + 1, last);
        if (modes.HasFlag(Modes.Forward))
            Run(p => Differentiation.Forward("CheckGrads", f, p, v, paths).Tangent, x, paths, order + 1, last);
    }

    private void Compare(string mode, double derivative, Func<Tensor[], Tensor[]> f, Tensor[] x, int i, Tensor t, Tensor[] w, int order, string path)
    {
        // The best step balances truncation (h^4) against rounding (eps / h); a function of another scale may want a smaller or larger one.
        var numeric = double.NaN;
        foreach (var h in (ReadOnlySpan<double>)[1e-3, 1e-4, 1e-2, 1e-5])
        {
            var candidate = Numeric(f, x, i, t, w, h);
            if (Agree(derivative, candidate)) return;
            if (double.IsNaN(numeric) || Math.Abs(candidate - derivative) < Math.Abs(numeric - derivative)) numeric = candidate;
        }

        throw new GradientCheckException(mode, order, path, x[i], derivative, numeric);
    }

    private bool Agree(double derivative, double numeric) => Math.Abs(derivative - numeric) <= tolerance * Math.Max(1, Math.Abs(numeric));

    /// <summary>Fourth-order central difference of the weighted results along t: (8(f₁ - f₋₁) - (f₂ - f₋₂)) / 12h.</summary>
    private static double Numeric(Func<Tensor[], Tensor[]> f, Tensor[] x, int i, Tensor t, Tensor[] w, double h)
    {
        double At(double s) => Inner(f([.. x.Select((leaf, j) => j == i ? leaf + s * t : leaf)]), w);
        return (8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h);
    }

    private static double Inner(Tensor[] a, Tensor[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += Ops.Sum(a[i] * b[i]).Item();
        return sum;
    }

    private Tensor[] Random(Tensor[] like, string name, int order)
    {
        var result = new Tensor[like.Length];
        for (var i = 0; i < like.Length; i++) result[i] = key.Named(name).Fold(order).Fold(i).Normal(like[i].Shape);
        return result;
    }
}
