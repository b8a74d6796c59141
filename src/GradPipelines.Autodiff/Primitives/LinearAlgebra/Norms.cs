using System.Globalization;

namespace GradPipelines;

/// <summary>Which norm: a number p, the Frobenius norm or the nuclear norm.</summary>
/// <remarks>A C# number is an order: <c>LinearAlgebra.Norm(x, 1)</c>, <c>LinearAlgebra.Norm(x, double.PositiveInfinity)</c>.</remarks>
public readonly record struct NormOrder
{
    private NormOrder(double power, bool isFrobenius, bool isNuclear) => (Power, IsFrobenius, IsNuclear) = (power, isFrobenius, isNuclear);

    /// <summary>√Σ xᵢⱼ² of a matrix.</summary>
    public static NormOrder Frobenius => new(2, true, false);

    /// <summary>The sum of the singular values of a matrix.</summary>
    public static NormOrder Nuclear => new(1, false, true);

    internal double Power { get; }

    internal bool IsFrobenius { get; }

    internal bool IsNuclear { get; }

    /// <summary>A number is an order.</summary>
    public static implicit operator NormOrder(double power) => new(power, false, false);

    /// <inheritdoc/>
    public override string ToString() => IsFrobenius ? "Frobenius" : IsNuclear ? "Nuclear" : Power.ToString(CultureInfo.InvariantCulture);
}

/// <content>Norms and what is made of them; compositions.</content>
public static partial class LinearAlgebra
{
    /// <summary>The norm of vectors along one axis, or of matrices on two.</summary>
    /// <param name="x">Any shape; without axes, a vector or a matrix, or with no order either, all elements as one vector.</param>
    /// <param name="order">
    /// None: √Σ x². Vectors: p, also below 1, gives (Σ |x|^p)^(1/p); ∞ the largest and -∞ the smallest magnitude; 0 the number of elements
    /// that are not 0. Matrices: 1 and -1 the largest and smallest sum of magnitudes of a column, ∞ and -∞ of a row; 2 and -2 the largest
    /// and smallest singular value; <see cref="NormOrder.Frobenius"/>; <see cref="NormOrder.Nuclear"/>.
    /// </param>
    /// <param name="axes">One axis: vectors; two: matrices, of which the first axis counts the rows.</param>
    /// <param name="keepDims">True to keep the axes with size 1.</param>
    /// <remarks>At 0 the derivative of √Σ x² is NaN. Equal largest magnitudes share the derivative evenly.</remarks>
    /// <exception cref="ArgumentException">The order does not exist for matrices, or there are more than two axes.</exception>
    public static Tensor Norm(Tensor x, NormOrder? order = null, IReadOnlyList<int>? axes = null, bool keepDims = false)
    {
        x = Promotion.Floating(x);
        if (axes is null)
        {
            if (order is null)
            {
                var y = Ops.Sqrt(Ops.Sum(Ops.Square(x)));
                return keepDims ? Ops.Reshape(y, [.. Enumerable.Repeat(1, x.Rank)]) : y;
            }

            if (x.Rank is not (1 or 2)) throw new ArgumentException($"Norm: of shape {x.Shape} with order {order} the axes must be named: one for vectors, two for matrices.", nameof(axes));
            axes = [.. Enumerable.Range(0, x.Rank)];
        }

        return axes.Count switch
        {
            1 => VectorNorm(x, order?.Power ?? 2, axes[0], keepDims, order),
            2 => MatrixNorm(x, order ?? NormOrder.Frobenius, x.Shape.Axis(axes[0]), x.Shape.Axis(axes[1]), keepDims),
            _ => throw new ArgumentException($"Norm: {axes.Count} axes are given; one names vectors and two name matrices.", nameof(axes)),
        };
    }

    /// <summary>The condition number of matrices: the norm times that of the inverse; without an order the largest singular value by the smallest.</summary>
    /// <exception cref="LinearAlgebraException">An order other than 2 and -2 is given and a matrix is singular.</exception>
    public static Tensor Cond(Tensor a, NormOrder? order = null)
    {
        a = Matrix("Cond", a);
        var power = order?.Power ?? 2;
        if (order is { IsFrobenius: true } or { IsNuclear: true } || Math.Abs(power) != 2) return Norm(a, order, [-2, -1]) * Norm(Solve("Cond", Square("Cond", a), Identity(a.Shape[-1], a.DType)), order, [-2, -1]);
        var s = SingularValues(a);
        var (first, last) = (s[TensorIndex.Ellipsis, 0], s[TensorIndex.Ellipsis, -1]);
        return power > 0 ? first / last : last / first;
    }

    private static Tensor VectorNorm(Tensor x, double p, int axis, bool keepDims, NormOrder? order)
    {
        if (order is { IsFrobenius: true } or { IsNuclear: true }) throw new ArgumentException($"Norm: {order} is a norm of matrices, and one axis names vectors. Give two axes.", nameof(order));
        return p switch
        {
            double.PositiveInfinity => Ops.Max(Ops.Abs(x), [axis], keepDims),
            double.NegativeInfinity => Ops.Min(Ops.Abs(x), [axis], keepDims),
            0 => Ops.Sum(Ops.Cast(Ops.NotEqual(x, 0), x.DType), [axis], keepDims),
            1 => Ops.Sum(Ops.Abs(x), [axis], keepDims),
            2 => Ops.Sqrt(Ops.Sum(Ops.Square(x), [axis], keepDims)),
            _ => Ops.Pow(Ops.Sum(Ops.Pow(Ops.Abs(x), p), [axis], keepDims), 1 / p),
        };
    }

    private static Tensor MatrixNorm(Tensor x, NormOrder order, int row, int column, bool keepDims)
    {
        if (row == column) throw new ArgumentException($"Norm: axis {row} of {x.Shape} is given twice.", nameof(row));
        if (order.IsFrobenius) return Ops.Sqrt(Ops.Sum(Ops.Square(x), [row, column], keepDims));
        int[] front = [.. Enumerable.Range(0, x.Rank).Where(i => i != row && i != column), row, column];
        var matrices = Ops.Transpose(x, front);
        Tensor Values() => SingularValues(matrices);
        Tensor Sums(int axis) => Ops.Sum(Ops.Abs(matrices), [axis]);
        var y = order switch
        {
            { IsNuclear: true } => Ops.Sum(Values(), [-1]),
            { Power: 2 } => Ops.Max(Values(), [-1]),
            { Power: -2 } => Ops.Min(Values(), [-1]),
            { Power: 1 } => Ops.Max(Sums(-2), [-1]),
            { Power: -1 } => Ops.Min(Sums(-2), [-1]),
            { Power: double.PositiveInfinity } => Ops.Max(Sums(-1), [-1]),
            { Power: double.NegativeInfinity } => Ops.Min(Sums(-1), [-1]),
            _ => throw new ArgumentException($"Norm: there is no norm of order {order} for matrices: use 1, -1, 2, -2, ∞, -∞, Frobenius or Nuclear.", nameof(order)),
        };
        int[] both = row < column ? [row, column] : [column, row];
        return keepDims ? Ops.Reshape(y, x.Shape.Without(both, keepDims: true).ToArray()) : y;
    }
}
