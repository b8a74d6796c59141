using Superpower;
using Superpower.Display;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;

namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>The symbols of a formula.</summary>
internal enum FormulaToken
{
    [Token(Category = "number")]
    Number,

    [Token(Category = "name")]
    Name,

    [Token(Category = "name")]
    QuotedName,

    [Token(Example = "+")]
    Plus,

    [Token(Example = "-")]
    Minus,

    [Token(Example = "*")]
    Star,

    [Token(Example = "/")]
    Slash,

    [Token(Example = "^")]
    Caret,

    [Token(Example = "(")]
    Open,

    [Token(Example = ")")]
    Close,

    [Token(Example = ",")]
    Comma,

    [Token(Example = "<")]
    Less,

    [Token(Example = "<=")]
    LessOrEqual,

    [Token(Example = ">")]
    Greater,

    [Token(Example = ">=")]
    GreaterOrEqual,

    [Token(Example = "==")]
    Equal,

    [Token(Example = "!=")]
    NotEqual,
}

/// <summary>Cuts a formula into symbols.</summary>
internal static class FormulaTokenizer
{
    // A number carries no sign, or `x-1` would be two values in a row.
    private static readonly Tokenizer<FormulaToken> Tokenizer = new TokenizerBuilder<FormulaToken>()
        .Ignore(Span.WhiteSpace)
        .Match(Span.Regex(@"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"), FormulaToken.Number)
        .Match(Span.Regex(@"[\p{L}_][\p{L}\p{Nd}_]*(?:\.[\p{L}\p{Nd}_]+)*"), FormulaToken.Name)
        .Match(Span.Regex("`[^`]+`"), FormulaToken.QuotedName)
        .Match(Span.EqualTo("**"), FormulaToken.Caret)
        .Match(Span.EqualTo("<="), FormulaToken.LessOrEqual)
        .Match(Span.EqualTo(">="), FormulaToken.GreaterOrEqual)
        .Match(Span.EqualTo("=="), FormulaToken.Equal)
        .Match(Span.EqualTo("!="), FormulaToken.NotEqual)
        .Match(Character.EqualTo('+'), FormulaToken.Plus)
        .Match(Character.EqualTo('-'), FormulaToken.Minus)
        .Match(Character.EqualTo('*'), FormulaToken.Star)
        .Match(Character.EqualTo('/'), FormulaToken.Slash)
        .Match(Character.EqualTo('^'), FormulaToken.Caret)
        .Match(Character.EqualTo('('), FormulaToken.Open)
        .Match(Character.EqualTo(')'), FormulaToken.Close)
        .Match(Character.EqualTo(','), FormulaToken.Comma)
        .Match(Character.EqualTo('<'), FormulaToken.Less)
        .Match(Character.EqualTo('>'), FormulaToken.Greater)
        .Build();

    public static TokenList<FormulaToken>? Tokens(string text, List<FormulaError> errors)
    {
        FormulaCharacters.Check(text, errors);
        if (errors.Count > 0)
        {
            return null;
        }

        var result = Tokenizer.TryTokenize(text);
        if (result.HasValue)
        {
            return result.Value;
        }

        var at = Math.Min(result.ErrorPosition.Absolute, text.Length - 1);
        errors.Add(FormulaCharacters.Unexpected(text, at));
        return null;
    }

    public static FormulaSpan SpanOf(this Token<FormulaToken> token) => new(token.Span.Position.Absolute, token.Span.Length);
}
