using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>A table as a data view. Immutable, so any number of cursors may stand in it.</summary>
internal sealed class DatasetView : IDataView
{
    private readonly Dataset _data;
    private readonly Func<Func<long>, Delegate>[] _getters;

    public DatasetView(Dataset data, NumberDataViewType numbers)
    {
        if (numbers != NumberDataViewType.Single && numbers != NumberDataViewType.Double)
            throw new ArgumentException($"Numbers of a table are given as Single or Double, not {numbers}.", nameof(numbers));
        _data = data;
        var builder = new DataViewSchema.Builder();
        foreach (var column in data.Columns)
        {
            var schema = column.Schema;
            DataViewType type = schema.IsText ? TextDataViewType.Instance : schema.Width == 1 ? numbers : new VectorDataViewType(numbers, schema.Width);
            builder.AddColumn(schema.Name, type, schema.Categories is { } names && type is VectorDataViewType && names.Count == schema.Width ? SlotNames.Of(names) : null);
        }

        Schema = builder.ToSchema();
        _getters = [.. data.Columns.Select(c => c.Text is { } text
            ? Text(text)
            : numbers == NumberDataViewType.Single ? Numbers(c.Numbers!.ToArray<float>(), c.Schema.Width) : Numbers(c.Numbers!.ToArray<double>(), c.Schema.Width))];
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _data.Rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded.Select(c => c.Index).ToHashSet());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private static Func<Func<long>, Delegate> Text(IReadOnlyList<string?> rows) =>
        at => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = rows[(int)at()].AsMemory());

    private static Func<Func<long>, Delegate> Numbers<T>(T[] rows, int width) => at => width == 1
        ? (ValueGetter<T>)((ref T value) => value = rows[at()])
        : (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            var editor = VBufferEditor.Create(ref value, width);
            rows.AsSpan((int)at() * width, width).CopyTo(editor.Values);
            value = editor.Commit();
        });

    private sealed class Cursor(DatasetView view, HashSet<int> active) : DataViewRowCursor
    {
        private long _position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override bool MoveNext()
        {
            if (_position + 1 < view._data.Rows)
            {
                _position++;
                return true;
            }

            _position = -1;
            return false;
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => IsColumnActive(column)
            ? ScoreMapper.Typed<TValue>(view._getters[column.Index](() => _position), column)
            : throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the cursor was opened.");
    }
}
