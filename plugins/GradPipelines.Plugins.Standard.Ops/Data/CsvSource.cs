using CsvHelper;

namespace GradPipelines.Plugins.Standard.Data;

/// <summary>A CSV file with a header (RFC 4180): text in UTF-8, numbers with a decimal point whatever the culture.</summary>
/// <remarks>
/// The first value of a column that is not missing decides whether it holds numbers or text; a later value that is no number is then an
/// error with its place, rather than a column that turns into text. Columns that are neither feature nor target are carried along as
/// text. Mistakes are collected, at most <see cref="MaximumErrors"/> of them. The columns are not planned from the header alone:
/// what a column holds, and which categories it has, is known once the file is read; it is read once for both.
/// </remarks>
[Component("csv", Summary = "A CSV file with a header")]
public sealed class CsvSource(CsvOptions options) : IDataSource
{
    /// <summary>How many mistakes of a file are reported at once.</summary>
    public const int MaximumErrors = 10;

    private (string BaseDirectory, Dataset Data)? _read;

    /// <inheritdoc/>
    public DataSchema Plan(DataContext context) => Load(context).Schema;

    /// <inheritdoc/>
    public Dataset Load(DataContext context)
    {
        if (_read is { } read && read.BaseDirectory == context.BaseDirectory) return read.Data;
        var data = Read(context);
        _read = (context.BaseDirectory, data);
        return data;
    }

    private Dataset Read(DataContext context)
    {
        using var file = CsvTable.Open(options, context);
        while (file.ReadRow())
        {
        }

        file.ThrowIfBroken();
        return file.ToDataset();
    }
}

/// <summary>One pass through a file.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly CsvOptions _options;
    private readonly string _name;
    private readonly CsvReader _csv;
    private readonly CsvColumn[] _columns;
    private readonly List<string> _errors = [];
    private readonly int _headerWidth;
    private int _suppressed;
    private int _rows;

    private CsvTable(CsvOptions options, string name, CsvReader csv)
    {
        (_options, _name, _csv) = (options, name, csv);
        var header = Header();
        _headerWidth = header.Length;
        foreach (var forced in options.Text)
            if (!header.Contains(forced)) throw NearestColumn.Absent(name, forced, header);
        var roles = ColumnRoles.Assign(name, header, options.Features, ColumnRoles.Targets(options.Label, options.Targets));
        _columns = [.. header.Select((column, i) => new CsvColumn(column, roles[i], roles[i] == ColumnRole.Other || options.Text.Contains(column), options.Missing.Values))];
    }

    /// <exception cref="DataException">There is no such file, or its header is broken.</exception>
    public static CsvTable Open(CsvOptions options, DataContext context)
    {
        var path = Path.GetFullPath(Path.Combine(context.BaseDirectory, options.Path));
        var name = Name(path, context.BaseDirectory, options.Path);
        if (!File.Exists(path)) throw new DataException($"{name}: there is no such file (looked for {path}).");
        var reading = new CsvReaderOptions
        {
            Separator = options.Separator is { Length: > 0 } separator ? separator[0] : null,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            PoolStrings = true,
        };
        CsvReader? csv = null;
        try
        {
            csv = CsvReader.FromFile(path, reading);
            return new CsvTable(options, name, csv);
        }
        catch (Exception e)
        {
            csv?.Dispose();
            throw e is IOException or UnauthorizedAccessException ? new DataException($"{name}: {e.Message}") : e is CsvFormatException broken ? Quoting(name, broken) : e;
        }
    }

    /// <summary>Takes the next row in; false at the end.</summary>
    public bool ReadRow()
    {
        try
        {
            if (!_csv.Read()) return false;
        }
        catch (CsvFormatException e)
        {
            throw Quoting(_name, e);
        }

        if (_csv.FieldCount != _headerWidth)
        {
            AddError($"{_name}:{_csv.LineNumber}:1: {_csv.FieldCount} fields, where the header has {_headerWidth}");
            return true;
        }

        TakeRow();
        return true;
    }

    /// <exception cref="DataException">Mistakes were found, or there are no rows.</exception>
    public void ThrowIfBroken()
    {
        if (_errors.Count > 0)
            throw new DataException(string.Join('\n', _suppressed > 0 ? [.. _errors, $"{_name}: and {_suppressed} more like these"] : _errors));
        if (_rows == 0) throw new DataException($"{_name}: there are no rows below the header{(_options.Missing.Action == MissingAction.Drop ? " without missing values" : "")}.");
    }

    public Dataset ToDataset() => new([.. _columns.Select(c => SourceCategories.Add(c.ToColumn(), _options.Label))]);

    public void Dispose() => _csv.Dispose();

    private void TakeRow()
    {
        var isDropped = false;
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            switch (column.Take(_csv, i))
            {
                case CsvCell.Missing when column.Schema.Role != ColumnRole.Other && _options.Missing.Action == MissingAction.Error:
                    AddError($"{Place(i)}: the value of '{column.Name}' is missing{Written(i)}; write missing: {{action: drop}} to leave such rows out, or keep to fill them with impute");
                    break;
                case CsvCell.Missing when column.Schema.Role != ColumnRole.Other && _options.Missing.Action == MissingAction.Drop:
                    isDropped = true;
                    break;
                case CsvCell.NotANumber:
                    AddError($"{Place(i)}: '{_csv.GetString(i)}' is not a number, as '{column.Name}' began with{Fix(_csv.GetString(i), column.Name)}");
                    break;
            }
        }

        if (isDropped)
            foreach (var column in _columns) column.RemoveLast();
        else _rows++;
    }

    private string Written(int i) => _csv.GetString(i) is { Length: > 0 } text ? $" ('{text}')" : "";

    private static string Fix(string value, string column) => Numbers.TryParse(value.Replace(',', '.'), out _)
        ? "; numbers have a decimal point"
        : $"; if it means a missing value, add it to missing.values, and if the column is text, write text: [{column}]";

    // Line and column of a field as editors count them: from 1, in UTF-16 units. The record may contain line breaks.
    private string Place(int field)
    {
        var (line, column) = (_csv.LineNumber, 1);
        if (_csv.RawRecord.Overlaps(_csv.GetRawSpan(field), out var offset) && offset >= 0)
        {
            var before = System.Text.Encoding.UTF8.GetString(_csv.RawRecord[..offset]);
            line += before.Count(c => c == '\n');
            column = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        }

        return FormattableString.Invariant($"{_name}:{line}:{column}");
    }

    private void AddError(string message)
    {
        if (_errors.Count < CsvSource.MaximumErrors) _errors.Add(message);
        else _suppressed++;
    }

    private string[] Header()
    {
        _csv.ReadHeader();
        string[] header = [.. _csv.Headers];
        if (header.Length == 0) throw new DataException($"{_name}: the file is empty; its first line must name the columns.");
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i].Length == 0) throw new DataException($"{_name}:1: column {i + 1} has no name.");
            if (Array.IndexOf(header, header[i]) < i) throw new DataException($"{_name}:1: column '{header[i]}' stands twice.");
        }

        return header;
    }

    private static DataException Quoting(string name, CsvFormatException e) =>
        new(FormattableString.Invariant($"{name}:{Math.Max(1, e.LineNumber)}:1: a quote is not closed, or stands inside a field (write \"\" for a quote in a quoted field)"));

    private static string Name(string path, string baseDirectory, string written)
    {
        if (!Path.IsPathRooted(written)) return written.Replace('\\', '/');
        var relative = Path.GetRelativePath(baseDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Replace('\\', '/');
    }
}
