using GradPipelines.Experiments.Formulas.Syntax;

namespace GradPipelines.Experiments.Formulas;

/// <summary>A column made by a formula, and what of it is noise.</summary>
/// <param name="Values">(rows), float64.</param>
/// <param name="Noise">What was added to the true curve in each row; null where noise is not simply added, or there is none to speak of.</param>
/// <param name="NoiseVariance">The variance that it was drawn with.</param>
internal sealed record GeneratedColumn(Tensor Values, Tensor? Noise, double NoiseVariance);

/// <summary>Makes one column: generators draw from the column's own stream, each call from its own part of it.</summary>
/// <remarks>
/// The formula is split as it is evaluated into a true part and noise that is added to it: sums, differences, signs and constant
/// factors of <c>normal</c> and <c>uniform</c> with constant arguments. Any other use of random numbers leaves the noise unknown.
/// </remarks>
internal sealed class ColumnFormula(FormulaEvaluator evaluator, int rows, Key column, IReadOnlyDictionary<string, GeneratedColumn> known)
{
    private int _calls;

    public GeneratedColumn Make(FormulaNode formula)
    {
        var part = Split(formula);
        var values = Column(part.Noise is null ? part.Value : part.Value + part.Noise);
        var noise = part.IsKnown ? Column(part.Noise ?? Ops.Zeros([rows])) : null;
        return new GeneratedColumn(values, noise, part.Variance);
    }

    private Tensor Column(Tensor x) => Ops.BroadcastTo(Ops.Cast(x, DType.Float64), [rows]);

    private Part Split(FormulaNode node)
    {
        if (!IsRandom(node)) return new Part(Plain(node), null, 0, true);
        switch (node)
        {
            case NegateNode negate when Split(negate.Operand) is { IsKnown: true } p:
                return Scaled(p, -1);
            case BinaryNode { Operator: FormulaOperator.Add or FormulaOperator.Subtract } sum:
                var (left, right) = (Split(sum.Left), Split(sum.Right));
                if (sum.Operator == FormulaOperator.Subtract) right = Scaled(right, -1);
                return new Part(left.Value + right.Value, Add(left.Noise, right.Noise), left.Variance + right.Variance, left.IsKnown && right.IsKnown);
            case BinaryNode { Operator: FormulaOperator.Multiply } product when ConstantFormula.Constant(product.Left) is { } c:
                return Scaled(Split(product.Right), c);
            case BinaryNode { Operator: FormulaOperator.Multiply } product when ConstantFormula.Constant(product.Right) is { } c:
                return Scaled(Split(product.Left), c);
            case BinaryNode { Operator: FormulaOperator.Divide } quotient when ConstantFormula.Constant(quotient.Right) is { } c:
                return Scaled(Split(quotient.Left), 1 / c);
            case CallNode { Name: "normal" } call when Constants(call) is [var mean, var deviation]:
                return new Part(mean, Draw(call) - mean, deviation * deviation, true);
            case CallNode { Name: "uniform" } call when Constants(call) is [var low, var high]:
                return new Part((low + high) / 2, Draw(call) - (low + high) / 2, (high - low) * (high - low) / 12, true);
            default:
                return new Part(Plain(node), null, 0, false);
        }
    }

    private static Part Scaled(Part p, double factor) => new(p.Value * factor, p.Noise is null ? null : p.Noise * factor, p.Variance * factor * factor, p.IsKnown);

    private static Tensor? Add(Tensor? a, Tensor? b) => a is null ? b : b is null ? a : a + b;

    private bool IsRandom(FormulaNode node) => node.Descendants().Any(n =>
        n is CallNode { Name: "normal" or "uniform" or "choice" } || (n is NameNode name && known.TryGetValue(name.Name, out var c) && c.NoiseVariance > 0));

    private static double[]? Constants(CallNode call)
    {
        var values = call.Arguments.Select(ConstantFormula.Constant).ToArray();
        return values.Contains(null) ? null : [.. values.Select(v => v!.Value)];
    }

    private Tensor Plain(FormulaNode node) => evaluator.Evaluate(node, name => known[name.Name].Values, Draw);

    /// <summary>A generator's column. A draw is of one number a row, so that rows keep theirs when the formula changes elsewhere.</summary>
    private Tensor Draw(CallNode call)
    {
        var x = call.Arguments.Select(a => evaluator.Evaluate(a, name => known[name.Name].Values, Draw)).ToArray();
        switch (call.Name)
        {
            case "linspace":
                return Ops.Linspace(x[0].Item(), x[1].Item(), rows);
            case "arange":
                return x[0] + Ops.Cast(Ops.Arange(rows), DType.Float64) * x[1];
        }

        var key = column.Fold(_calls++);
        return call.Name switch
        {
            "normal" => x[0] + x[1] * Ops.Normal(key, rows),
            "uniform" => x[0] + (x[1] - x[0]) * Ops.Uniform(key, rows),
            _ => Ops.Take(Ops.Stack([.. x.Select(v => Ops.Cast(v, DType.Float64))]), Ops.Cast(Ops.Floor(Ops.Uniform(key, rows) * x.Length), DType.Int64)),
        };
    }

    private readonly record struct Part(Tensor Value, Tensor? Noise, double Variance, bool IsKnown);
}
