using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>Characters that look like mathematics and are not part of the language, with what to write instead.</summary>
internal static class FormulaCharacters
{
    private static readonly Dictionary<char, string> Instead = new()
    {
        ['²'] = "^2",
        ['³'] = "^3",
        ['¹'] = "^1",
        ['⁴'] = "^4",
        ['⁵'] = "^5",
        ['×'] = "*",
        ['·'] = "*",
        ['⋅'] = "*",
        ['∙'] = "*",
        ['÷'] = "/",
        ['∕'] = "/",
        ['−'] = "-",
        ['–'] = "-",
        ['—'] = "-",
        ['π'] = "pi",
        ['≤'] = "<=",
        ['≥'] = ">=",
        ['≠'] = "!=",
        ['['] = "(",
        [']'] = ")",
        ['{'] = "(",
        ['}'] = ")",
        [';'] = ",",
        ['\u00A0'] = " ",
        ['’'] = "'",
    };

    public static void Check(string text, List<FormulaError> errors)
    {
        var inName = false;
        for (var i = 0; i < text.Length; i++)
        {
            inName ^= text[i] == '`';
            // A letter of a longer word may be a column's own (π only alone is the constant).
            if (!inName && Instead.TryGetValue(text[i], out var ascii) && !(char.IsLetter(text[i]) && IsPartOfWord(text, i)))
            {
                errors.Add(new FormulaError(Codes.FormulaCharacter, new FormulaSpan(i, 1), $"write '{ascii}', not '{text[i]}'")
                {
                    Fix = Replaced(text),
                });
            }
        }
    }

    public static FormulaError Unexpected(string text, int at)
    {
        var c = text[at];
        var length = char.IsHighSurrogate(c) && at + 1 < text.Length ? 2 : 1;
        var (message, fix) = c switch
        {
            '=' => ("'=' is not part of a formula; '==' compares", null),
            '`' => ("a backtick is never closed", text + "`"),
            '&' => ("there is no '&'; both conditions hold where their product is 1: (a) * (b)", null),
            '|' => ("there is no '|'; write abs(x), or max(a, b) for either condition", null),
            '!' => ("there is no '!'; write 1 - x", null),
            '%' => ("there is no '%'; a per cent is /100", null),
            '\'' or '"' => ("a name with blanks stands in backticks", text.Replace(c, '`')),
            '$' => ("'$' stands only in ${...}", (string?)null),
            '?' or ':' => ($"there is no '{c}'; where(condition, a, b) chooses", null),
            _ => ($"'{text.Substring(at, length)}' is not part of a formula", null),
        };
        return new FormulaError(Codes.FormulaCharacter, new FormulaSpan(at, length), message) { Fix = fix };
    }

    private static string Replaced(string text) =>
        string.Concat(text.Select((c, i) => Instead.TryGetValue(c, out var ascii) && !(char.IsLetter(c) && IsPartOfWord(text, i)) ? ascii : c.ToString()));

    private static bool IsPartOfWord(string text, int i) =>
        (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] == '_') && !char.IsAsciiDigit(text[i - 1]))
        || (i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] == '_'));
}
