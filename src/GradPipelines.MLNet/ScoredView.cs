using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>
/// A data view with the column of scores. A cursor reads ahead, some rows at a time, so that the model is applied to matrices and not to
/// single rows; the other columns that are asked for wait in buffers, so the source is read once.
/// </summary>
internal sealed class ScoredView(IDataView source, BoundInputs inputs, ITrainedModel model) : IDataView
{
    private const int RowsAtOnce = 256;

    public DataViewSchema Schema { get; } = ModelOutput.After(source.Schema, model);

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var wanted = columnsNeeded.ToArray();
        return new Cursor(this, source.GetRowCursor(ScoreMapper.SourceColumns(source.Schema, inputs, wanted), rand), wanted);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var wanted = columnsNeeded.ToArray();
        return Array.ConvertAll(source.GetRowCursorSet(ScoreMapper.SourceColumns(source.Schema, inputs, wanted), n, rand), c => (DataViewRowCursor)new Cursor(this, c, wanted));
    }

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly ScoredView _view;
        private readonly DataViewRowCursor _source;
        private readonly Dictionary<int, ColumnBuffer> _columns = [];
        private readonly DataViewRowId[] _ids;
        private readonly long[] _batches;
        private readonly ValueGetter<DataViewRowId> _id;
        private readonly InputBatch? _inputs;
        private readonly int _width;
        private float[] _scores = [];
        private int _slot = -1;
        private int _count;
        private long _position = -1;

        public Cursor(ScoredView view, DataViewRowCursor source, DataViewSchema.Column[] wanted)
        {
            _view = view;
            _source = source;
            _width = ModelOutput.Width(view.Model);
            var isScored = wanted.Any(c => c.Index == source.Schema.Count);
            var capacity = isScored ? RowsAtOnce : 1;
            foreach (var column in wanted)
                if (column.Index < source.Schema.Count) _columns.TryAdd(column.Index, ColumnBuffer.Of(source, source.Schema[column.Index], capacity, () => _slot));
            if (isScored) _inputs = new InputBatch(view.Model, view.Inputs, source, capacity);
            _ids = new DataViewRowId[capacity];
            _batches = new long[capacity];
            _id = source.GetIdGetter();
        }

        public override DataViewSchema Schema => _view.Schema;

        public override long Position => _position;

        public override long Batch => _slot < 0 ? 0 : _batches[_slot];

        public override bool IsColumnActive(DataViewSchema.Column column) =>
            column.Index == _source.Schema.Count ? _inputs is not null : _columns.ContainsKey(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[_slot];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column)) throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the cursor was opened.");
            return ScoreMapper.Typed<TValue>(
                column.Index < _source.Schema.Count ? _columns[column.Index].Getter : ScoreMapper.Getter(_width, () => (_scores, _slot * _width)),
                column);
        }

        public override bool MoveNext()
        {
            if (++_slot >= _count && !ReadAhead())
            {
                _position = -1;
                return false;
            }

            _position++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _source.Dispose();
            base.Dispose(disposing);
        }

        private bool ReadAhead()
        {
            _slot = 0;
            _count = 0;
            _inputs?.Clear();
            while (_count < _ids.Length && _source.MoveNext())
            {
                foreach (var column in _columns.Values) column.Store(_count);
                _inputs?.Add();
                _id(ref _ids[_count]);
                _batches[_count] = _source.Batch;
                _count++;
            }

            if (_count > 0 && _inputs is not null) _scores = _inputs.Score();
            return _count > 0;
        }
    }

    private ITrainedModel Model => model;

    private BoundInputs Inputs => inputs;
}
