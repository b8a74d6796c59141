namespace GradPipelines.Reference;

/// <summary>A parsed expression: its value in a scope.</summary>
internal delegate object? Node(Scope scope);

/// <summary>
/// Reads expressions in Python's notation, or in mathematical notation: there <c>^</c> is a power, <c>M^T</c> a transpose, <c>|x|</c> an
/// absolute value, <c>c ? a : b</c> a choice, and two factors side by side are a product of matrices (or numbers).
/// </summary>
internal sealed class Parser(List<Token> tokens, bool isMathematics)
{
    private int _next;

    /// <summary>Parses a whole text.</summary>
    public static Node Parse(string text, bool isMathematics)
    {
        var parser = new Parser(Lexer.Split(text), isMathematics);
        var node = parser.Tuple();
        return parser.Peek.Kind == TokenKind.End ? node : throw new UnknownOperationException($"syntax: \"{text}\" at '{parser.Peek.Text}'");
    }

    public Token Peek => tokens[_next];

    public bool Accept(string op)
    {
        if (Peek.Text != op || Peek.Kind == TokenKind.Text) return false;
        _next++;
        return true;
    }

    public void Expect(string op)
    {
        if (!Accept(op)) throw new UnknownOperationException($"syntax: '{op}' expected before '{Peek.Text}'");
    }

    public string Name() => Peek.Kind == TokenKind.Name ? tokens[_next++].Text : throw new UnknownOperationException($"syntax: a name expected before '{Peek.Text}'");

    /// <summary>One expression, or several with commas between them: a tuple.</summary>
    public Node Tuple()
    {
        var first = Expression();
        if (Peek.Text != ",") return first;
        List<Node> items = [first];
        while (Accept(","))
            if (Peek.Text is not (")" or "]" or "")) items.Add(Expression());
        return scope => items.Select(item => item(scope)).ToArray();
    }

    public Node Expression()
    {
        if (!isMathematics && Accept("lambda")) return Lambda();
        var value = Or();
        if (!isMathematics && Accept("if"))
        {
            var test = Or();
            Expect("else");
            var other = Expression();
            return scope => Value.AsBool(test(scope)) ? value(scope) : other(scope);
        }

        if (isMathematics && Accept("?"))
        {
            var yes = Expression();
            Expect(":");
            var no = Expression();
            return scope => Value.AsBool(value(scope)) ? yes(scope) : no(scope);
        }

        return value;
    }

    private Node Lambda()
    {
        List<string> names = [];
        while (Peek.Text != ":")
        {
            names.Add(Name());
            Accept(",");
        }

        Expect(":");
        var body = Expression();
        return scope => (Callable)((arguments, _) =>
        {
            var inner = new Scope(scope);
            for (var i = 0; i < names.Count; i++) inner[names[i]] = arguments[i];
            return body(inner);
        });
    }

    private Node Or()
    {
        var left = And();
        while (Accept("or"))
        {
            var (a, b) = (left, And());
            left = scope => Value.AsBool(a(scope)) || Value.AsBool(b(scope));
        }

        return left;
    }

    private Node And()
    {
        var left = Not();
        while (Accept("and"))
        {
            var (a, b) = (left, Not());
            left = scope => Value.AsBool(a(scope)) && Value.AsBool(b(scope));
        }

        return left;
    }

    private Node Not()
    {
        if (!Accept("not")) return Comparison();
        var x = Not();
        return scope => !Value.AsBool(x(scope));
    }

    private Node Comparison() => Chain(Bits, "<", ">", "<=", ">=", "==", "!=");

    private Node Bits() => isMathematics ? Sum() : Chain(Sum, "|", "&");

    private Node Sum() => Chain(Term, "+", "-");

    private Node Term() => Chain(Unary, "*", "/", "//", "%", "@");

    private Node Chain(Func<Node> operand, params string[] operators)
    {
        var left = operand();
        while (Peek.Kind == TokenKind.Operator && operators.Contains(Peek.Text))
        {
            var op = tokens[_next++].Text;
            var (a, b) = (left, operand());
            left = scope => Value.Binary(op, a(scope), b(scope));
        }

        return left;
    }

    private Node Unary()
    {
        if (Accept("-"))
        {
            var x = Unary();
            return scope => Value.Negate(x(scope));
        }

        if (Accept("+")) return Unary();
        if (Accept("~"))
        {
            var x = Unary();
            return scope => Ops.LogicalNot(Value.AsTensor(x(scope)));
        }

        return isMathematics ? Juxtaposition() : Power();
    }

    private Node Juxtaposition()
    {
        var left = Power();
        while (Peek.Kind is TokenKind.Number or TokenKind.Name || Peek.Text == "(")
        {
            if (Peek.Text is "and" or "or" or "not" or "if" or "else" or "times") break;
            var (a, b) = (left, Power());
            left = scope => Value.Binary("juxtaposed", a(scope), b(scope));
        }

        return left;
    }

    private Node Power()
    {
        var x = Postfix();
        if (isMathematics && Peek.Text == "^" && tokens[_next + 1].Text == "T")
        {
            _next += 2;
            return scope => Ops.Transpose(Value.AsTensor(x(scope)));
        }

        if (!Accept(isMathematics ? "^" : "**")) return x;
        var exponent = isMathematics && Peek.Text != "-" ? Power() : Unary();
        return scope => Value.Binary("**", x(scope), exponent(scope));
    }

    private Node Postfix()
    {
        var x = Primary();
        while (true)
        {
            if (Peek.Text == "(" && Peek.Kind == TokenKind.Operator && (!isMathematics || !Peek.SpaceBefore))
            {
                _next++;
                x = Call(x);
            }
            else if (Peek.Text == "[" && (!isMathematics || !Peek.SpaceBefore))
            {
                _next++;
                x = Index(x);
            }
            else if (Peek.Text == "." && Peek.Kind == TokenKind.Operator)
            {
                _next++;
                var (owner, name) = (x, Name());
                x = scope => Attributes.Get(owner(scope), name);
            }
            else
            {
                return x;
            }
        }
    }

    private Node Call(Node function)
    {
        List<(string? Name, Node Value)> arguments = [];
        while (!Accept(")"))
        {
            if (Peek.Kind == TokenKind.Name && tokens[_next + 1].Text == "=")
            {
                var name = Name();
                Expect("=");
                arguments.Add((name, Expression()));
            }
            else
            {
                arguments.Add((null, Expression()));
            }

            if (!Accept(",") && Peek.Text != ")") throw new UnknownOperationException($"syntax: ')' expected before '{Peek.Text}'");
        }

        return scope =>
        {
            var callee = function(scope);
            if (callee is not Callable f) throw new UnknownOperationException(callee is Namespace n ? n.Path : $"a call of {callee}");
            return f(
                [.. arguments.Where(a => a.Name is null).Select(a => a.Value(scope))],
                arguments.Where(a => a.Name is not null).ToDictionary(a => a.Name!, a => a.Value(scope), StringComparer.Ordinal));
        };
    }

    private Node Index(Node owner)
    {
        List<Node> items = [];
        var isTuple = false;
        while (!Accept("]"))
        {
            items.Add(IndexItem());
            if (Accept(",")) isTuple = true;
            else if (Peek.Text != "]") throw new UnknownOperationException($"syntax: ']' expected before '{Peek.Text}'");
        }

        return scope =>
        {
            object?[] values = [.. items.Select(item => item(scope))];
            return Attributes.Index(owner(scope), isTuple || values[0] is not object?[] tuple ? values : tuple);
        };
    }

    private Node IndexItem()
    {
        if (Accept("...")) return _ => new EllipsisValue();
        Node?[] parts = [null, null, null];
        var part = 0;
        while (true)
        {
            if (Peek.Text is not (":" or "," or "]")) parts[part] = Expression();
            if (part == 2 || !Accept(":")) break;
            part++;
        }

        if (part == 0) return parts[0]!;
        return scope =>
        {
            int? At(int i) => parts[i] is { } p && p(scope) is { } v ? Value.AsInt(v) : null;
            return new SliceValue(At(0), At(1), At(2));
        };
    }

    private Node Primary()
    {
        var token = tokens[_next++];
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.Text:
                return _ => token.Value;
            case TokenKind.Name:
                return Named(token.Text);
        }

        switch (token.Text)
        {
            case "(":
                if (Accept(")")) return _ => Array.Empty<object?>();
                var inner = Tuple();
                Expect(")");
                return inner;
            case "[":
                return List();
            case "|" when isMathematics:
                var x = Expression();
                Expect("|");
                return scope => Ops.Abs(Value.AsTensor(x(scope)));
            default:
                throw new UnknownOperationException($"syntax: '{token.Text}'");
        }
    }

    private Node List()
    {
        List<Node> items = [];
        Node? last = null;
        while (!Accept("]"))
        {
            if (Accept(".."))
            {
                Accept(",");
                last = Expression();
            }
            else
            {
                items.Add(Expression());
            }

            Accept(",");
        }

        if (last is null) return scope => new ListValue(items.Select(item => item(scope)));
        return scope =>
        {
            // [0, 1, .., n-1]: the first two give the start and the step.
            var (start, step) = (Value.AsInt(items[0](scope)), Value.AsInt(items[1](scope)) - Value.AsInt(items[0](scope)));
            return Ops.Arange(start, Value.AsInt(last(scope)) + step * 0.5, step);
        };
    }

    private Node Named(string name)
    {
        switch (name)
        {
            case "None":
                return _ => null;
            case "True":
                return _ => true;
            case "False":
                return _ => false;
        }

        return scope =>
        {
            if (scope.TryGet(name, out var value)) return value;
            if (isMathematics && name == "I") return new IdentityValue();
            if (isMathematics && name == "n" && scope.TryGet("x", out var x)) return (long)Value.AsTensor(x).Size;

            // x0 is the first element of x where it is no name of its own.
            if (isMathematics && name.Length > 1 && char.IsAsciiDigit(name[^1]) && scope.TryGet(name[..^1], out var vector) && vector is Tensor t) return t[name[^1] - '0'];
            return isMathematics ? FunctionTable.MathematicalName(name) : FunctionTable.RootName(name);
        };
    }
}
