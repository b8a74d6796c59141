namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>A range of a formula's text.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">Number of characters.</param>
public readonly record struct FormulaSpan(int Start, int Length)
{
    /// <summary>The offset behind the last character.</summary>
    public int End => Start + Length;

    /// <summary>From this span's start to the other's end.</summary>
    public FormulaSpan To(FormulaSpan other) => new(Start, other.End - Start);
}

/// <summary>A part of a formula.</summary>
/// <param name="Span">Where it stands.</param>
public abstract record FormulaNode(FormulaSpan Span)
{
    /// <summary>True where it stands in parentheses of its own.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>The parts it is made of, left to right.</summary>
    public virtual IReadOnlyList<FormulaNode> Children => [];

    /// <summary>This node and all below it.</summary>
    public IEnumerable<FormulaNode> Descendants() => Children.SelectMany(c => c.Descendants()).Prepend(this);
}

/// <summary>A number.</summary>
public sealed record NumberNode(double Value, FormulaSpan Span) : FormulaNode(Span);

/// <summary>A constant, a column or a parameter.</summary>
/// <param name="Name">The name, without backticks.</param>
/// <param name="IsQuoted">True in backticks: then it is never a constant.</param>
/// <param name="Span">Where it stands.</param>
public sealed record NameNode(string Name, bool IsQuoted, FormulaSpan Span) : FormulaNode(Span);

/// <summary>The negative of a value.</summary>
public sealed record NegateNode(FormulaNode Operand, FormulaSpan Span) : FormulaNode(Span)
{
    /// <inheritdoc/>
    public override IReadOnlyList<FormulaNode> Children => [Operand];
}

/// <summary>The operators between two values.</summary>
public enum FormulaOperator
{
    /// <summary>a + b</summary>
    Add,

    /// <summary>a - b</summary>
    Subtract,

    /// <summary>a * b</summary>
    Multiply,

    /// <summary>a / b</summary>
    Divide,

    /// <summary>a ^ b</summary>
    Power,

    /// <summary>1 where a &lt; b, else 0</summary>
    Less,

    /// <summary>1 where a &lt;= b, else 0</summary>
    LessOrEqual,

    /// <summary>1 where a &gt; b, else 0</summary>
    Greater,

    /// <summary>1 where a &gt;= b, else 0</summary>
    GreaterOrEqual,

    /// <summary>1 where a == b, else 0</summary>
    Equal,

    /// <summary>1 where a != b, else 0</summary>
    NotEqual,
}

/// <summary>Two values and an operator.</summary>
public sealed record BinaryNode(FormulaOperator Operator, FormulaNode Left, FormulaNode Right, FormulaSpan Span) : FormulaNode(Span)
{
    /// <inheritdoc/>
    public override IReadOnlyList<FormulaNode> Children => [Left, Right];

    /// <summary>True for the six comparisons.</summary>
    public bool IsComparison => Operator >= FormulaOperator.Less;
}

/// <summary>A function, or a column generator, with its arguments.</summary>
/// <param name="Name">As written, <c>leaky_relu</c> or <c>acme.softsign</c>.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="Span">Where the call stands.</param>
public sealed record CallNode(string Name, IReadOnlyList<FormulaNode> Arguments, FormulaSpan NameSpan, FormulaSpan Span) : FormulaNode(Span)
{
    /// <inheritdoc/>
    public override IReadOnlyList<FormulaNode> Children => Arguments;

    /// <summary>The name in the catalog: <c>leaky-relu</c>.</summary>
    public string CatalogName => Name.Replace('_', '-');
}
