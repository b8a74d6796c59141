using System.Globalization;
using System.Text.RegularExpressions;

namespace GradPipelines.Reference;

/// <summary>
/// Runs programs such as <c>y=x; n=0; while |y*y-x|>1e-10 and n&lt;60: y=0.5*(y+x/y), n++; return y</c>: assignments, <c>+=</c> and its
/// kin, <c>++</c>, <c>while</c>, <c>for i=1..7</c>, <c>for x in rows(xs)</c>, <c>10 times</c>, <c>return</c>. The result is what is
/// returned, or assigned last.
/// </summary>
internal static partial class Statements
{
    private delegate object? Statement(Scope scope);

    public static Node Parse(string text)
    {
        Statement[] statements = [.. ProgramText.SplitTop(text, ';').Select(s => s.Trim()).Where(s => s.Length > 0).Select(One)];
        return scope =>
        {
            var inner = new Scope(scope);
            object? result = null;
            foreach (var statement in statements) result = statement(inner);
            return result;
        };
    }

    private static Statement One(string text)
    {
        if (While().Match(text) is { Success: true } w)
        {
            var (test, body) = (Expression(w.Groups[1].Value), Block(w.Groups[2].Value));
            return scope =>
            {
                object? result = null;
                while (Value.AsBool(test(scope))) result = body(scope);
                return result;
            };
        }

        if (Count().Match(text) is { Success: true } c)
        {
            var (count, body) = (int.Parse(c.Groups[1].Value, CultureInfo.InvariantCulture), Block(c.Groups[2].Value));
            return scope => Enumerable.Range(0, count).Aggregate((object?)null, (_, _) => body(scope));
        }

        if (Range().Match(text) is { Success: true } r)
        {
            var (first, last, body) = (Expression(r.Groups[2].Value), Expression(r.Groups[3].Value), Block(r.Groups[4].Value));
            return scope =>
            {
                object? result = null;
                for (var i = Value.AsInt(first(scope)); i <= Value.AsInt(last(scope)); i++)
                {
                    scope[r.Groups[1].Value] = (long)i;
                    result = body(scope);
                }

                return result;
            };
        }

        if (Rows().Match(text) is { Success: true } e)
        {
            var body = Block(e.Groups[3].Value);
            return scope =>
            {
                object? result = null;
                foreach (var row in Value.AsTensors(scope.TryGet(e.Groups[2].Value, out var x) ? x : null))
                {
                    scope[e.Groups[1].Value] = row;
                    result = body(scope);
                }

                return result;
            };
        }

        if (text.StartsWith("return ", StringComparison.Ordinal)) return new Statement(Expression(text[7..]));
        if (text.EndsWith("++", StringComparison.Ordinal)) return Assign([text[..^2].Trim()], Expression(text[..^2] + "+1"));
        if (Update().Match(text) is { Success: true } u)
            return Assign([u.Groups[1].Value], Expression($"{u.Groups[1].Value}{u.Groups[2].Value}({u.Groups[3].Value})"));
        if (Assignment().Match(text) is { Success: true } a)
            return Assign(a.Groups[1].Value.Split('=', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Expression(a.Groups[2].Value));
        return new Statement(Expression(text));
    }

    private static Statement Assign(string[] names, Node value) => scope =>
    {
        var v = value(scope);
        foreach (var name in names) scope[name] = v;
        return v;
    };

    private static Statement Block(string text)
    {
        Statement[] statements = [.. ProgramText.SplitTop(text, ',').Select(s => One(s.Trim()))];
        return scope => statements.Aggregate((object?)null, (_, s) => s(scope));
    }

    /// <summary><c>0(3)</c> is a vector of three zeros.</summary>
    private static Node Expression(string text) => Parser.Parse(Zeros().Replace(text.Trim(), "zeros($1)"), isMathematics: true);

    [GeneratedRegex(@"^while (.+?):\s*(.+)$")]
    private static partial Regex While();

    [GeneratedRegex(@"^(\d+) times:\s*(.+)$")]
    private static partial Regex Count();

    [GeneratedRegex(@"^for (\w+)\s*=\s*(.+?)\.\.(.+?):\s*(.+)$")]
    private static partial Regex Range();

    [GeneratedRegex(@"^for (\w+) in rows\((\w+)\):\s*(.+)$")]
    private static partial Regex Rows();

    [GeneratedRegex(@"^(\w+)\s*([-+*/])=\s*(.+)$")]
    private static partial Regex Update();

    [GeneratedRegex(@"^((?:\w+\s*=(?!=)\s*)+)(.+)$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\b0\((\d+)\)")]
    private static partial Regex Zeros();
}
