using System.Globalization;
using GradPipelines.Hosting.Diagnostics;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>What parsing gave: the tree, or the errors.</summary>
/// <param name="Root">The tree, null after an error.</param>
/// <param name="Errors">The errors, empty after success.</param>
public sealed record FormulaParse(FormulaNode? Root, IReadOnlyList<FormulaError> Errors);

/// <summary>
/// Reads formulas. From loosest to tightest: comparisons; <c>+ -</c>; <c>* /</c>; a sign; <c>^</c> (also <c>**</c>), which
/// associates to the right, so that <c>-x^2</c> is <c>-(x^2)</c>, <c>2^3^2</c> is <c>2^9</c> and <c>x^-2</c> is allowed.
/// </summary>
public static class FormulaParser
{
    private const int MaximumTokens = 1000;
    private const int MaximumDepth = 64;

    private static readonly TokenListParser<FormulaToken, FormulaNode> Number =
        Token.EqualTo(FormulaToken.Number).Select(FormulaNode (t) =>
            new NumberNode(double.Parse(t.ToStringValue(), NumberStyles.Float, CultureInfo.InvariantCulture), t.SpanOf()));

    private static readonly TokenListParser<FormulaToken, FormulaNode> Quoted =
        Token.EqualTo(FormulaToken.QuotedName).Select(FormulaNode (t) => new NameNode(t.ToStringValue().Trim('`'), IsQuoted: true, t.SpanOf()));

    private static readonly TokenListParser<FormulaToken, FormulaNode> NameOrCall =
        from name in Token.EqualTo(FormulaToken.Name)
        from arguments in Arguments.OptionalOrDefault()
        select arguments.Values is null
            ? (FormulaNode)new NameNode(name.ToStringValue(), IsQuoted: false, name.SpanOf())
            : new CallNode(name.ToStringValue(), arguments.Values, name.SpanOf(), name.SpanOf().To(arguments.Close));

    private static readonly TokenListParser<FormulaToken, FormulaNode> Group =
        from open in Token.EqualTo(FormulaToken.Open)
        from inner in Superpower.Parse.Ref(() => Comparison!) // assigned below, before any parse
        from close in Token.EqualTo(FormulaToken.Close)
        select inner with { IsGrouped = true, Span = open.SpanOf().To(close.SpanOf()) };

    private static readonly TokenListParser<FormulaToken, FormulaNode> Primary = Number.Or(Quoted).Or(NameOrCall).Or(Group).Named("a value");

    private static readonly TokenListParser<FormulaToken, FormulaNode> Power =
        from left in Primary
        from exponent in Token.EqualTo(FormulaToken.Caret).IgnoreThen(Superpower.Parse.Ref(() => Signed!)) // assigned below
            .Select(FormulaNode? (n) => n).OptionalOrDefault()
        select exponent is null ? left : new BinaryNode(FormulaOperator.Power, left, exponent, left.Span.To(exponent.Span));

    private static readonly TokenListParser<FormulaToken, FormulaNode> Signed =
        (from sign in Token.EqualTo(FormulaToken.Minus).Or(Token.EqualTo(FormulaToken.Plus))
         from operand in Superpower.Parse.Ref(() => Signed!) // this parser itself
         select sign.Kind == FormulaToken.Minus ? new NegateNode(operand, sign.SpanOf().To(operand.Span)) : operand).Or(Power);

    private static readonly TokenListParser<FormulaToken, FormulaNode> Product =
        Superpower.Parse.Chain(Operator(FormulaToken.Star, FormulaToken.Slash), Signed, Binary);

    private static readonly TokenListParser<FormulaToken, FormulaNode> Sum =
        Superpower.Parse.Chain(Operator(FormulaToken.Plus, FormulaToken.Minus), Product, Binary);

    private static readonly TokenListParser<FormulaToken, FormulaNode> Comparison = Superpower.Parse.Chain(
        Operator(
            FormulaToken.Less, FormulaToken.LessOrEqual, FormulaToken.Greater, FormulaToken.GreaterOrEqual, FormulaToken.Equal, FormulaToken.NotEqual),
        Sum,
        Binary);

    private static TokenListParser<FormulaToken, CallArguments> Arguments =>
        from open in Token.EqualTo(FormulaToken.Open)
        from values in Superpower.Parse.Ref(() => Comparison).ManyDelimitedBy(Token.EqualTo(FormulaToken.Comma))
        from close in Token.EqualTo(FormulaToken.Close)
        select new CallArguments(values, close.SpanOf());

    /// <summary>Parses a formula; never throws.</summary>
    public static FormulaParse Parse(string text)
    {
        var errors = new List<FormulaError>();
        if (string.IsNullOrWhiteSpace(text))
        {
            return new FormulaParse(null, [new FormulaError(Codes.FormulaSyntax, new FormulaSpan(0, 0), "nothing is written")]);
        }

        if (FormulaTokenizer.Tokens(text, errors) is not { } tokens)
        {
            return new FormulaParse(null, errors);
        }

        var symbols = tokens.ToArray();
        if (TooLarge(symbols) is { } size)
        {
            return new FormulaParse(null, [size]);
        }

        errors.AddRange(FormulaMistakes.Find(text, symbols));
        if (errors.Count > 0)
        {
            return new FormulaParse(null, errors);
        }

        var result = Comparison.AtEnd().TryParse(tokens);
        return result.HasValue
            ? new FormulaParse(result.Value, [])
            : new FormulaParse(null, [FormulaMistakes.Explain(symbols, result)]);
    }

    // Combinators recurse: a bound on symbols and parentheses is a bound on the stack.
    private static FormulaError? TooLarge(Token<FormulaToken>[] symbols)
    {
        if (symbols.Length > MaximumTokens)
        {
            return new FormulaError(Codes.FormulaSize, symbols[MaximumTokens].SpanOf(), "more than 1 000 symbols");
        }

        // Each open parenthesis, and each sign and power that waits for its operand, is a level of recursion.
        var waiting = new Stack<int>([0]);
        var depth = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            var isPrefix = i == 0 || symbols[i - 1].Kind is not (FormulaToken.Number or FormulaToken.Name or FormulaToken.QuotedName or FormulaToken.Close);
            switch (symbols[i].Kind)
            {
                case FormulaToken.Open:
                    waiting.Push(0);
                    depth++;
                    break;
                case FormulaToken.Close when waiting.Count > 1:
                    depth -= waiting.Pop() + 1;
                    break;
                case FormulaToken.Caret:
                case FormulaToken.Plus or FormulaToken.Minus when isPrefix:
                    waiting.Push(waiting.Pop() + 1);
                    depth++;
                    break;
                case FormulaToken.Number or FormulaToken.Name or FormulaToken.QuotedName or FormulaToken.Close:
                    break;
                default:
                    depth -= waiting.Pop();
                    waiting.Push(0);
                    break;
            }

            if (depth > MaximumDepth)
            {
                return new FormulaError(Codes.FormulaSize, symbols[i].SpanOf(), "more than 64 parentheses, signs and powers inside each other");
            }
        }

        return null;
    }

    private static TokenListParser<FormulaToken, FormulaOperator> Operator(params FormulaToken[] tokens) =>
        tokens.Select(t => Token.EqualTo(t).Value(OperatorOf(t))).Aggregate((a, b) => a.Or(b));

    private static FormulaNode Binary(FormulaOperator op, FormulaNode left, FormulaNode right) =>
        new BinaryNode(op, left, right, left.Span.To(right.Span));

    private static FormulaOperator OperatorOf(FormulaToken token) => token switch
    {
        FormulaToken.Plus => FormulaOperator.Add,
        FormulaToken.Minus => FormulaOperator.Subtract,
        FormulaToken.Star => FormulaOperator.Multiply,
        FormulaToken.Slash => FormulaOperator.Divide,
        FormulaToken.Less => FormulaOperator.Less,
        FormulaToken.LessOrEqual => FormulaOperator.LessOrEqual,
        FormulaToken.Greater => FormulaOperator.Greater,
        FormulaToken.GreaterOrEqual => FormulaOperator.GreaterOrEqual,
        FormulaToken.Equal => FormulaOperator.Equal,
        _ => FormulaOperator.NotEqual,
    };

    private readonly record struct CallArguments(FormulaNode[]? Values, FormulaSpan Close);
}
