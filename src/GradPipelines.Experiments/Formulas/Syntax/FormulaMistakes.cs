using System.Text;
using GradPipelines.Hosting.Diagnostics;
using Superpower.Model;

namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>Recognises the usual slips in a row of symbols and says what to write; the parser's own words are the last resort.</summary>
internal static class FormulaMistakes
{
    /// <summary>The slips that can be seen without parsing; empty where there is none.</summary>
    public static IEnumerable<FormulaError> Find(string text, Token<FormulaToken>[] symbols)
    {
        if (Parentheses(text, symbols) is { } unbalanced)
        {
            return [unbalanced];
        }

        var values = MissingValue(symbols).ToArray();
        return values.Length > 0 ? values
            : (MissingOperator(text, symbols) ?? Comma(text, symbols)) is { } slip ? [slip] : [];
    }

    /// <summary>The parser's complaint, in our words.</summary>
    public static FormulaError Explain(Token<FormulaToken>[] symbols, TokenListParserResult<FormulaToken, FormulaNode> result)
    {
        var at = result.ErrorPosition.HasValue ? result.ErrorPosition.Absolute : -1;
        var symbol = symbols.FirstOrDefault(s => s.SpanOf().Start == at);
        var span = symbol.HasValue ? symbol.SpanOf() : symbols[^1].SpanOf();
        var expected = result.Expectations is { Length: > 0 } words ? $"; expected {string.Join(" or ", words)}" : "";
        return new FormulaError(Codes.FormulaSyntax, span,
            symbol.HasValue ? $"'{symbol.ToStringValue()}' does not fit here{expected}" : $"the formula ends too early{expected}");
    }

    private static FormulaError? Parentheses(string text, Token<FormulaToken>[] symbols)
    {
        var open = new Stack<Token<FormulaToken>>();
        foreach (var symbol in symbols)
        {
            if (symbol.Kind == FormulaToken.Open)
            {
                open.Push(symbol);
            }
            else if (symbol.Kind == FormulaToken.Close && !open.TryPop(out _))
            {
                var at = symbol.SpanOf();
                return new FormulaError(Codes.FormulaParenthesis, at, "')' without its '('") { Fix = text.Remove(at.Start, 1) };
            }
        }

        return open.TryPeek(out var last)
            ? new FormulaError(Codes.FormulaParenthesis, last.SpanOf(), "'(' is never closed") { Fix = text.TrimEnd() + new string(')', open.Count) }
            : null;
    }

    private static FormulaError? MissingOperator(string text, Token<FormulaToken>[] symbols)
    {
        FormulaError? first = null;
        var gaps = new List<int>();
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            var (left, right) = (symbols[i], symbols[i + 1]);
            if (!EndsValue(left.Kind) || !BeginsValue(right.Kind) || (left.Kind == FormulaToken.Name && right.Kind == FormulaToken.Open))
            {
                continue;
            }

            var (from, to) = (left.SpanOf(), right.SpanOf());
            gaps.Add(from.End);
            first ??= Between(text, symbols, i, from, to);
        }

        if (first is null || first.Code != Codes.FormulaMultiplication)
        {
            return first;
        }

        var mended = new StringBuilder(text);
        foreach (var gap in gaps.Order().Reverse())
        {
            var blanks = 0;
            while (gap + blanks < text.Length && text[gap + blanks] == ' ')
            {
                blanks++;
            }

            mended.Remove(gap, blanks).Insert(gap, '*');
        }

        return first with { Fix = mended.ToString() };
    }

    private static FormulaError Between(string text, Token<FormulaToken>[] symbols, int i, FormulaSpan from, FormulaSpan to)
    {
        var (left, right) = (symbols[i], symbols[i + 1]);
        var touching = from.End == to.Start;
        if (left.Kind == FormulaToken.Number && right.Kind == FormulaToken.Number)
        {
            return touching
                ? new FormulaError(Codes.FormulaSyntax, from.To(to), $"'{text[from.Start..to.End]}' is no number")
                : InsideCall(symbols, i)
                    ? new FormulaError(Codes.FormulaSyntax, to, $"a comma is missing before '{right.ToStringValue()}'") { Fix = text.Insert(from.End, ",") }
                    : new FormulaError(Codes.FormulaSyntax, to, $"an operator is missing before '{right.ToStringValue()}'");
        }

        if (left.Kind == FormulaToken.Name && right.Kind is FormulaToken.Name or FormulaToken.Number && !touching)
        {
            var (l, r) = (left.ToStringValue(), right.ToStringValue());
            return new FormulaError(Codes.FormulaSyntax, from.To(to), $"between '{l}' and '{r}' something is missing; write '{l}({r})', '{l}*{r}', or `{l} {r}` for a column of that name");
        }

        var group = right.Kind == FormulaToken.Open || (right.Kind == FormulaToken.Name && i + 2 < symbols.Length && symbols[i + 2].Kind == FormulaToken.Open)
            ? GroupEnd(symbols, i + 1)
            : to.End;
        var start = left.Kind == FormulaToken.Close ? GroupStart(symbols, i) : from.Start;
        var written = text[start..group];
        var shown = $"{text[start..from.End]}*{text[to.Start..group]}";
        return new FormulaError(Codes.FormulaMultiplication, new FormulaSpan(start, group - start), $"write '{shown}', not '{written}'");
    }

    private static FormulaError? Comma(string text, Token<FormulaToken>[] symbols)
    {
        var calls = new Stack<bool>();
        for (var i = 0; i < symbols.Length; i++)
        {
            switch (symbols[i].Kind)
            {
                case FormulaToken.Open:
                    calls.Push(i > 0 && symbols[i - 1].Kind == FormulaToken.Name);
                    break;
                case FormulaToken.Close:
                    calls.Pop();
                    break;
                case FormulaToken.Comma when !calls.TryPeek(out var inCall) || !inCall:
                    var at = symbols[i].SpanOf();
                    var isDecimal = i > 0 && i + 1 < symbols.Length && symbols[i - 1].Kind == FormulaToken.Number && symbols[i + 1].Kind == FormulaToken.Number;
                    return isDecimal
                        ? new FormulaError(Codes.FormulaSyntax, symbols[i - 1].SpanOf().To(symbols[i + 1].SpanOf()), "decimals are written with a point")
                        {
                            Fix = text.Remove(at.Start, 1).Insert(at.Start, "."),
                        }
                        : new FormulaError(Codes.FormulaSyntax, at, "a comma stands only between the arguments of a function");
            }
        }

        return null;
    }

    private static IEnumerable<FormulaError> MissingValue(Token<FormulaToken>[] symbols)
    {
        for (var i = 0; i < symbols.Length; i++)
        {
            var kind = symbols[i].Kind;
            var isSign = kind is FormulaToken.Plus or FormulaToken.Minus;
            var atStart = i == 0 || !EndsValue(symbols[i - 1].Kind);
            var text = symbols[i].ToStringValue();
            if (IsOperator(kind) && atStart && !isSign)
            {
                yield return new FormulaError(Codes.FormulaSyntax, symbols[i].SpanOf(), $"a value is missing before '{text}'");
                yield break;
            }

            if (IsOperator(kind) && i + 1 == symbols.Length)
            {
                yield return new FormulaError(Codes.FormulaSyntax, symbols[i].SpanOf(), $"a value is missing after '{text}'");
            }
            else if (kind == FormulaToken.Comma && (atStart || i + 1 == symbols.Length || symbols[i + 1].Kind is FormulaToken.Close))
            {
                yield return new FormulaError(Codes.FormulaSyntax, symbols[i].SpanOf(), $"an argument is missing {(atStart ? "before" : "after")} the comma");
            }
            else if (kind == FormulaToken.Close && i > 0 && IsOperator(symbols[i - 1].Kind))
            {
                yield return new FormulaError(Codes.FormulaSyntax, symbols[i - 1].SpanOf(), $"a value is missing after '{symbols[i - 1].ToStringValue()}'");
            }
            else if (kind == FormulaToken.Close && i > 0 && symbols[i - 1].Kind == FormulaToken.Open && (i < 2 || symbols[i - 2].Kind != FormulaToken.Name))
            {
                yield return new FormulaError(Codes.FormulaSyntax, symbols[i - 1].SpanOf().To(symbols[i].SpanOf()), "nothing stands in the parentheses");
            }
        }
    }

    private static int GroupEnd(Token<FormulaToken>[] symbols, int from)
    {
        var depth = 0;
        for (var i = from; i < symbols.Length; i++)
        {
            depth += symbols[i].Kind switch { FormulaToken.Open => 1, FormulaToken.Close => -1, _ => 0 };
            if (depth == 0 && symbols[i].Kind == FormulaToken.Close)
            {
                return symbols[i].SpanOf().End;
            }
        }

        return symbols[^1].SpanOf().End;
    }

    private static int GroupStart(Token<FormulaToken>[] symbols, int from)
    {
        var depth = 0;
        for (var i = from; i >= 0; i--)
        {
            depth += symbols[i].Kind switch { FormulaToken.Close => 1, FormulaToken.Open => -1, _ => 0 };
            if (depth == 0 && symbols[i].Kind == FormulaToken.Open)
            {
                return i > 0 && symbols[i - 1].Kind == FormulaToken.Name ? symbols[i - 1].SpanOf().Start : symbols[i].SpanOf().Start;
            }
        }

        return 0;
    }

    private static bool InsideCall(Token<FormulaToken>[] symbols, int at)
    {
        var depth = 0;
        for (var i = at; i > 0; i--)
        {
            depth += symbols[i].Kind switch { FormulaToken.Close => 1, FormulaToken.Open => -1, _ => 0 };
            if (depth < 0)
            {
                return symbols[i - 1].Kind == FormulaToken.Name;
            }
        }

        return false;
    }

    private static bool EndsValue(FormulaToken kind) =>
        kind is FormulaToken.Number or FormulaToken.Name or FormulaToken.QuotedName or FormulaToken.Close;

    private static bool BeginsValue(FormulaToken kind) =>
        kind is FormulaToken.Number or FormulaToken.Name or FormulaToken.QuotedName or FormulaToken.Open;

    private static bool IsOperator(FormulaToken kind) =>
        kind is not (FormulaToken.Number or FormulaToken.Name or FormulaToken.QuotedName or FormulaToken.Open or FormulaToken.Close or FormulaToken.Comma);
}
