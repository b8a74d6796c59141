namespace GradPipelines;

/// <summary>One evaluation of <see cref="Ops.Einsum"/>.</summary>
internal sealed class EinsteinSum
{
    private readonly string _text;
    private readonly List<(Tensor Value, string Letters)> _operands = [];
    private readonly string _result;

    public EinsteinSum(string text, IReadOnlyList<Tensor> operands)
    {
        _text = text;
        var compact = text.Replace(" ", "", StringComparison.Ordinal);
        var arrow = compact.IndexOf("->", StringComparison.Ordinal);
        var inputs = (arrow < 0 ? compact : compact[..arrow]).Split(',');
        if (inputs.Length != operands.Count) throw Error($"it names {inputs.Length} operands and {operands.Count} are given");

        // The dots become private letters, one for each axis they stand for, aligned at the last.
        var dots = 0;
        for (var i = 0; i < inputs.Length; i++)
            if (inputs[i].Contains("...", StringComparison.Ordinal)) dots = Math.Max(dots, operands[i].Rank - (inputs[i].Length - 3));
        var hidden = new string([.. Enumerable.Range(0, dots).Select(i => (char)('\u03b1' + i))]);
        for (var i = 0; i < inputs.Length; i++)
        {
            var letters = inputs[i];
            if (letters.Contains("...", StringComparison.Ordinal))
            {
                var own = operands[i].Rank - (letters.Length - 3);
                if (own < 0) throw Error($"operand {i} of shape {operands[i].Shape} has fewer axes than letters");
                letters = letters.Replace("...", hidden[(dots - own)..], StringComparison.Ordinal);
            }

            if (letters.Length != operands[i].Rank) throw Error($"operand {i} has {letters.Length} letters and shape {operands[i].Shape}");
            _operands.Add(Diagonal(operands[i], letters));
        }

        var all = string.Concat(inputs).Replace("...", "", StringComparison.Ordinal);
        _result = arrow >= 0
            ? compact[(arrow + 2)..].Replace("...", hidden, StringComparison.Ordinal)
            : hidden + new string([.. all.Where(c => all.Count(d => d == c) == 1).Order()]);
        foreach (var letter in _result)
            if (!_operands.Any(o => o.Letters.Contains(letter))) throw Error($"the result names '{letter}', which no operand has");
        if (_result.Distinct().Count() != _result.Length) throw Error("the result names a letter twice");
    }

    public Tensor Evaluate()
    {
        var (value, letters) = Reduce(_operands[0], 1);
        for (var i = 1; i < _operands.Count; i++) (value, letters) = Product((value, letters), Reduce(_operands[i], -1, i), i + 1);
        return Ops.Transpose(value, [.. _result.Select(c => letters.IndexOf(c))]);
    }

    private ArgumentException Error(string what) => new($"Einsum: \"{_text}\" does not fit: {what}.");

    /// <summary>Axes with one letter become their diagonal.</summary>
    private static (Tensor Value, string Letters) Diagonal(Tensor x, string letters)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            var j = letters.IndexOf(letters[i], i + 1);
            if (j < 0) continue;
            x = Ops.MoveAxis(Ops.Diagonal(x, 0, i, j), -1, i);
            letters = letters.Remove(j, 1);
            i--;
        }

        return (x, letters);
    }

    /// <summary>Sums the letters that only this operand has.</summary>
    private (Tensor Value, string Letters) Reduce((Tensor Value, string Letters) x, int later, int own = 0)
    {
        var needed = new HashSet<char>(_result);
        for (var i = 0; i < _operands.Count; i++)
            if (i != own && (later < 0 || i >= later)) needed.UnionWith(_operands[i].Letters);
        int[] drop = [.. Enumerable.Range(0, x.Letters.Length).Where(i => !needed.Contains(x.Letters[i]))];
        return drop.Length == 0 ? x : (Ops.Sum(x.Value, drop), new string([.. x.Letters.Where(needed.Contains)]));
    }

    /// <summary>One matrix product: shared letters that are still needed are the stack, those that are not are summed.</summary>
    private (Tensor Value, string Letters) Product((Tensor Value, string Letters) a, (Tensor Value, string Letters) b, int later)
    {
        var needed = new HashSet<char>(_result);
        for (var i = later; i < _operands.Count; i++) needed.UnionWith(_operands[i].Letters);
        var shared = a.Letters.Where(b.Letters.Contains).ToArray();
        foreach (var c in shared)
        {
            var (n, m) = (a.Value.Shape[a.Letters.IndexOf(c)], b.Value.Shape[b.Letters.IndexOf(c)]);
            if (n == m) continue;
            if (n != 1 && m != 1) throw Error($"'{c}' is an axis of size {n} and one of size {m}");
            a = Widen(a, c, Math.Max(n, m));
            b = Widen(b, c, Math.Max(n, m));
        }

        var stack = new string([.. shared.Where(needed.Contains)]);
        var summed = new string([.. shared.Where(c => !needed.Contains(c))]);
        var left = new string([.. a.Letters.Except(shared).Where(needed.Contains)]);
        var right = new string([.. b.Letters.Except(shared)]);
        var sizes = new Dictionary<char, int>();
        for (var i = 0; i < a.Letters.Length; i++) sizes[a.Letters[i]] = a.Value.Shape[i];
        for (var i = 0; i < b.Letters.Length; i++) sizes[b.Letters[i]] = b.Value.Shape[i];
        int Size(string letters) => letters.Aggregate(1, (n, c) => n * sizes[c]);
        var x = Ops.Reshape(Order(a, stack + left + summed), Size(stack), Size(left), Size(summed));
        var z = Ops.Reshape(Order(b, stack + summed + right), Size(stack), Size(summed), Size(right));
        var letters = stack + left + right;
        return (Ops.Reshape(Ops.MatMul(x, z), [.. letters.Select(c => sizes[c])]), letters);
    }

    private static Tensor Order((Tensor Value, string Letters) x, string letters) => Ops.Transpose(x.Value, [.. letters.Select(c => x.Letters.IndexOf(c))]);

    private static (Tensor Value, string Letters) Widen((Tensor Value, string Letters) x, char letter, int size)
    {
        var sizes = x.Value.Shape.ToArray();
        sizes[x.Letters.IndexOf(letter)] = size;
        return (Ops.BroadcastTo(x.Value, sizes), x.Letters);
    }
}
