namespace GradPipelines;

/// <content>Solutions of x = f(a, x), and their derivatives by a.</content>
public static partial class Transforms
{
    /// <summary>The fixed point of x ← step(a, x), iterated from a start until two iterates are closer than the tolerance.</summary>
    /// <param name="step">One iteration; all that is differentiated must come through a.</param>
    /// <param name="a">The parameters: a tensor or a container.</param>
    /// <param name="start">The first x; the result does not depend on it, so its derivative is zero.</param>
    /// <param name="distance">How far two iterates are apart: one number.</param>
    /// <param name="tolerance">The distance at which to stop, above 0.</param>
    /// <param name="maximumSteps">The number of steps after which to give up.</param>
    /// <remarks>
    /// The derivative iterates too, on the adjoint w ← wᵀ∂f/∂x + g from zero, with the same distance and tolerance; the iterates are not
    /// kept. Source: Christianson, "Reverse accumulation and attractive fixed points", Optimization Methods and Software 3 (1994), as in HIPS autograd's
    /// <c>fixed_points.py</c>.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The iterates did not come close, or step uses a traced value from outside.</exception>
    public static Tensor FixedPoint<T>(Func<T, Tensor, Tensor> step, T a, Tensor start, Func<Tensor, Tensor, Tensor> distance, double tolerance, int maximumSteps = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        var (leaves, structure) = Tree.Flatten(a);
        return FixedPointPrimitive.Solve((p, x) => step(Tree.Unflatten<T>(structure, p), x), leaves, start, new Convergence(distance, tolerance, maximumSteps));
    }
}

/// <summary>When to stop iterating.</summary>
internal sealed record Convergence(Func<Tensor, Tensor, Tensor> Distance, double Tolerance, int MaximumSteps);

/// <summary>An iteration to its fixed point as one node of a trace. Inputs: the parameters, then the start.</summary>
internal sealed class FixedPointPrimitive(Func<Tensor[], Tensor, Tensor> step, Convergence convergence) : GeneralPrimitive
{
    public override string Name => "fixed_point";

    private protected override bool IsDeterminedByType => false;

    public static Tensor Solve(Func<Tensor[], Tensor, Tensor> step, Tensor[] a, Tensor start, Convergence convergence) =>
        new FixedPointPrimitive(step, convergence).Bind([.. a, start])[0];

    protected override NdArray[] Forward(NdArray[] x)
    {
        var a = Array.ConvertAll(x[..^1], Tensor.From);
        Tensor previous = x[^1];
        var current = step(a, previous);
        for (var i = 1; ; i++)
        {
            var distance = convergence.Distance(current, previous).Item();
            if (distance <= convergence.Tolerance) return [current.Untraced(Name)];
            if (i >= convergence.MaximumSteps || double.IsNaN(distance))
                throw new InvalidOperationException($"FixedPoint: after {i} steps two iterates are still {distance} apart, and {convergence.Tolerance} is asked for. Is the iteration a contraction near the solution?");
            (previous, current) = (current, step(a, current));
        }
    }

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[^1]];

    /// <summary>t ← ∂f/∂a·ȧ + ∂f/∂x·t from zero.</summary>
    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        var a = x[..^1];
        int[] moved = [.. Enumerable.Range(0, a.Length).Where(i => t[i] is not null)];
        if (moved.Length == 0) return [null];
        var n = a.Length;
        Tensor Tangent(Tensor[] p, Tensor dx) => Differentiation.Forward(
            "FixedPoint",
            q =>
            {
                Tensor[] at = [.. p[..n]];
                for (var i = 0; i < moved.Length; i++) at[moved[i]] = q[i];
                return step(at, q[^1]);
            },
            [.. moved.Select(i => p[i]), p[n]],
            [.. p[(n + 1)..], dx],
            Enumerable.Repeat("", moved.Length + 1)).Tangent;
        return [Solve(Tangent, [.. a, y[0], .. moved.Select(i => t[i]!)], Ops.ZerosLike(y[0]), convergence)];
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        var result = new Tensor?[x.Length];
        var a = x[..^1];
        int[] wanted = [.. Enumerable.Range(0, a.Length).Where(i => needed[i])];
        if (ct[0] is not { } g || wanted.Length == 0) return result;
        var n = a.Length;
        Tensor Adjoint(Tensor[] p, Tensor w) => Transforms.Vjp(q => step(p[..n], q), p[n]).Pullback(w) + p[n + 1];
        var w = Solve(Adjoint, [.. a, y[0], g], Ops.ZerosLike(y[0]), convergence);
        var gradient = Differentiation.Reverse(
            "FixedPoint",
            q =>
            {
                Tensor[] at = [.. a];
                for (var i = 0; i < wanted.Length; i++) at[wanted[i]] = q[i];
                return step(at, y[0]);
            },
            Array.ConvertAll(wanted, i => a[i]),
            wanted.Select(_ => "")).Pull([w]);
        for (var i = 0; i < wanted.Length; i++) result[wanted[i]] = gradient[i];
        return result;
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Batching.Loop(Bind, x, batched, size);
}
