using System.Globalization;
using System.Text;
using CsvHelper;

namespace GradPipelines.Plugins.Standard.Data;

/// <summary>What a field turned out to be.</summary>
internal enum CsvCell
{
    Value,
    Missing,
    NotANumber,
}

/// <summary>A column while its rows come in.</summary>
internal sealed class CsvColumn(string name, ColumnRole role, bool isText, IReadOnlyList<string> missing)
{
    private readonly byte[][] _missing = [.. missing.Select(Encoding.UTF8.GetBytes)];
    private readonly List<double> _numbers = [];
    private readonly List<string?> _text = [];

    public string Name => name;

    /// <summary>Numbers or text; null while all values are missing.</summary>
    public bool? IsText { get; private set; } = isText ? true : null;

    /// <summary>A column without any value counts as numbers.</summary>
    public ColumnSchema Schema => new(name, role, IsText == true ? 0 : 1);

    public CsvCell Take(CsvReader csv, int index)
    {
        var field = csv.GetSpan(index);
        var isMissing = IsMissing(field);
        var isNumber = double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        if (!isMissing) IsText ??= !isNumber;
        if (IsText == true) _text.Add(isMissing ? null : csv.GetString(index));
        else _numbers.Add(isMissing || !isNumber ? double.NaN : number);
        return isMissing ? CsvCell.Missing : IsText == true || isNumber ? CsvCell.Value : CsvCell.NotANumber;
    }

    public void RemoveLast()
    {
        if (IsText == true) _text.RemoveAt(_text.Count - 1);
        else _numbers.RemoveAt(_numbers.Count - 1);
    }

    // Rows before the first value, if it was text, were taken in as missing numbers.
    public Column ToColumn() => IsText == true
        ? new Column(Schema, [.. Enumerable.Repeat<string?>(null, _numbers.Count), .. _text])
        : new Column(Schema, NdArray.From(_numbers.ToArray()));

    private bool IsMissing(ReadOnlySpan<byte> field)
    {
        foreach (var value in _missing)
            if (field.SequenceEqual(value)) return true;
        return false;
    }
}
