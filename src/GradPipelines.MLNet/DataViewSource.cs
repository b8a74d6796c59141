using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>An ML.NET data view as a source of examples; and the way back, a table as a data view.</summary>
/// <remarks>Numbers and truth values become float64, vectors of fixed size wide columns. Empty text is a missing value, as ML.NET's text has no other.</remarks>
public sealed class DataViewSource : IDataSource
{
    private readonly IDataView _view;
    private readonly (DataViewSchema.Column Column, ColumnRole Role)[] _columns;

    /// <summary>The columns of a view with their roles.</summary>
    /// <param name="view">The view; it is read when the data is loaded.</param>
    /// <param name="targets">The columns that are predicted.</param>
    /// <param name="features">The columns that are inputs; null for all others that are not hidden.</param>
    /// <exception cref="DataException">A column does not exist, or is neither numbers nor text; all such columns are named.</exception>
    public DataViewSource(IDataView view, IReadOnlyList<string> targets, IReadOnlyList<string>? features = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(targets);
        var names = features ?? [.. view.Schema.Where(c => !c.IsHidden && !targets.Contains(c.Name)).Select(c => c.Name)];
        var missing = names.Concat(targets).Where(n => view.Schema.GetColumnOrNull(n) is null).ToArray();
        if (missing.Length > 0) throw new DataException($"There is no column {string.Join(", ", missing)}; there are {string.Join(", ", view.Schema.Select(c => c.Name))}.");
        _view = view;
        _columns = [.. names.Select(n => (view.Schema[n], ColumnRole.Feature)), .. targets.Select(n => (view.Schema[n], ColumnRole.Target))];
        var strange = _columns.Where(c => !IsReadable(c.Column.Type)).Select(c => $"'{c.Column.Name}' is {c.Column.Type}").ToArray();
        if (strange.Length > 0) throw new DataException($"Columns are numbers, truth values, text, or vectors of numbers of one size; {string.Join(", ", strange)}. Convert them, or name the features without them.");
    }

    /// <summary>A table as a data view: numbers as Single (what ML.NET's trainers take) or Double, wide columns as vectors, text as text.</summary>
    /// <param name="data">The table.</param>
    /// <param name="numbers">The type of numbers: Single (the default) or Double.</param>
    public static IDataView ToDataView(Dataset data, NumberDataViewType? numbers = null) => new DatasetView(data, numbers ?? NumberDataViewType.Single);

    /// <inheritdoc/>
    public DataSchema Plan(DataContext context) => new([.. _columns.Select(c => Schema(c.Column, c.Role))]);

    /// <inheritdoc/>
    Dataset IDataSource.Load(DataContext context) => Load();

    /// <summary>All rows.</summary>
    public Dataset Load()
    {
        using var cursor = _view.GetRowCursor(_columns.Select(c => c.Column));
        var readers = Array.ConvertAll(_columns, c => new ColumnRows(cursor, c.Column, Schema(c.Column, c.Role)));
        while (cursor.MoveNext())
            foreach (var reader in readers) reader.Add();
        return new Dataset(Array.ConvertAll(readers, r => r.ToColumn()));
    }

    /// <summary>Text as a table holds it.</summary>
    internal static string? TextOf(ReadOnlyMemory<char> text) => text.IsEmpty ? null : text.ToString();

    private static bool IsReadable(DataViewType type) => type is TextDataViewType || (NumberReader.CanRead(type) && type is not VectorDataViewType { IsKnownSize: false });

    private static ColumnSchema Schema(DataViewSchema.Column column, ColumnRole role) =>
        new(column.Name, role, column.Type is TextDataViewType ? 0 : column.Type is VectorDataViewType vector ? vector.Size : 1);

    /// <summary>The rows of one column as they are read.</summary>
    private sealed class ColumnRows
    {
        private readonly ColumnSchema _schema;
        private readonly NumberReader? _numbers;
        private readonly ValueGetter<ReadOnlyMemory<char>>? _text;
        private readonly List<double> _values = [];
        private readonly List<string?> _texts = [];
        private readonly double[] _row;

        public ColumnRows(DataViewRow row, DataViewSchema.Column column, ColumnSchema schema)
        {
            _schema = schema;
            _row = new double[schema.Width];
            if (schema.IsText) _text = row.GetGetter<ReadOnlyMemory<char>>(column);
            else _numbers = NumberReader.Of(row, column);
        }

        public void Add()
        {
            if (_text is not null)
            {
                ReadOnlyMemory<char> text = default;
                _text(ref text);
                _texts.Add(TextOf(text));
                return;
            }

            _numbers!.Read(_row); // one of the two is there
            _values.AddRange(_row);
        }

        public Column ToColumn() => _schema.IsText
            ? new Column(_schema, _texts)
            : new Column(_schema, NdArray.From<double>(_values.ToArray(), [_values.Count / _schema.Width, _schema.Width]));
    }
}
