using System.Text.RegularExpressions;

namespace GradPipelines.Reference;

/// <summary>
/// Reads the <c>program</c> texts: an expression in mathematical notation, a head such as <c>f(a,b)=</c> before it, a remark or
/// <c>p=softmax(x)</c> behind it, or statements (<see cref="Statements"/>).
/// </summary>
internal static partial class ProgramText
{
    /// <summary>The value of the program in a scope that holds its inputs.</summary>
    public static Node Parse(string text)
    {
        if (NamedPrograms.Find(text) is { } known) return known;
        text = Remark().Replace(text, "");
        text = Head().Replace(text, "");
        if (text.Contains(';', StringComparison.Ordinal) || Loop().IsMatch(text)) return Statements.Parse(text);

        var parts = SplitTop(text, ',');
        var bindings = parts.Skip(1).Where(p => Binding().IsMatch(p)).Select(p => p.Split('=', 2)).ToList();
        var body = Parser.Parse(string.Join(',', parts.Where((p, i) => i == 0 || !Binding().IsMatch(p))), isMathematics: true);
        if (bindings.Count == 0) return body;
        return scope =>
        {
            var inner = new Scope(scope);
            foreach (var binding in bindings) Bind(inner, binding[0].Trim(), binding[1].Trim());
            return body(inner);
        };
    }

    /// <summary>Parts between separators that stand outside all brackets.</summary>
    public static string[] SplitTop(string text, char separator)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[') depth++;
            else if (text[i] is ')' or ']') depth--;
            else if (text[i] == separator && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return [.. parts];
    }

    /// <summary><c>p=softmax(x)</c> names a value; <c>x=(r,t)</c> names the elements of an input.</summary>
    private static void Bind(Scope scope, string name, string value)
    {
        if (scope.TryGet(name, out var input) && input is Tensor x && Elements().Match(value) is { Success: true } names)
        {
            var list = names.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
            for (var i = 0; i < list.Length; i++) scope[list[i]] = x[i];
        }
        else
        {
            scope[name] = Parser.Parse(value, isMathematics: true)(scope);
        }
    }

    [GeneratedRegex(@"\s+\((scalars|\w+ scalar|sqrt a)\)$")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^\w+\([\w, ]*\)\s*=(?!=)\s*")]
    private static partial Regex Head();

    [GeneratedRegex(@"\b(while|for|times)\b")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^\s*\w+\s*=(?!=)")]
    private static partial Regex Binding();

    [GeneratedRegex(@"^\((\w+(?:\s*,\s*\w+)*)\)$")]
    private static partial Regex Elements();
}
