using System.Globalization;

namespace GradPipelines.Reference;

internal enum TokenKind
{
    Number,
    Name,
    Text,
    Operator,
    End,
}

/// <summary>A word of an expression, and whether a space stands before it (in mathematical notation that is a product).</summary>
internal readonly record struct Token(TokenKind Kind, string Text, object? Value, bool SpaceBefore);

/// <summary>Splits an expression into words.</summary>
internal static class Lexer
{
    private static readonly string[] s_operators =
        ["**", "//", "==", "!=", "<=", ">=", "...", "..", "++", "--", "+=", "-=", "*=", "/=", "->", "<-", "+", "-", "*", "/", "%", "@", "^", "<", ">", "(", ")", "[", "]", ",", ":", ".", "|", "&", "~", "=", "?", ";", "{", "}"];

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        var i = 0;
        while (true)
        {
            var start = i;
            while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
            var space = i > start;
            if (i == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", null, space));
                return tokens;
            }

            start = i;
            var c = text[i];
            if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            {
                tokens.Add(Number(text, ref i, space));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_')) i++;
                tokens.Add(new Token(TokenKind.Name, text[start..i], null, space));
            }
            else if (c is '\'' or '"')
            {
                i = text.IndexOf(c, i + 1) + 1;
                tokens.Add(new Token(TokenKind.Text, text[start..i], text[(start + 1)..(i - 1)], space));
            }
            else
            {
                var at = i;
                var op = Array.Find(s_operators, o => string.CompareOrdinal(text, at, o, 0, o.Length) == 0)
                    ?? throw new UnknownOperationException($"character '{c}' in \"{text}\"");
                i += op.Length;
                tokens.Add(new Token(TokenKind.Operator, op, null, space));
            }
        }
    }

    private static Token Number(string text, ref int i, bool space)
    {
        var start = i;
        var isWhole = true;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        if (i < text.Length && text[i] == '.' && !(i + 1 < text.Length && text[i + 1] == '.'))
        {
            isWhole = false;
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        }

        if (i + 1 < text.Length && text[i] is 'e' or 'E' && (char.IsAsciiDigit(text[i + 1]) || (text[i + 1] is '-' or '+' && i + 2 < text.Length && char.IsAsciiDigit(text[i + 2]))))
        {
            isWhole = false;
            i += 2;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        }

        var word = text[start..i];
        return new Token(TokenKind.Number, word, isWhole ? (object)long.Parse(word, CultureInfo.InvariantCulture) : double.Parse(word, CultureInfo.InvariantCulture), space);
    }
}
