using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>Scores one row at a time, when its score is asked for.</summary>
internal sealed class ScoreMapper(DataViewSchema input, BoundInputs inputs, ITrainedModel model) : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema { get; } = ModelOutput.After(input, model);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => SourceColumns(input, inputs, dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(this, input, activeColumns.Select(c => c.Index).ToHashSet());

    /// <summary>The columns of the source that some columns of the result come from.</summary>
    public static IEnumerable<DataViewSchema.Column> SourceColumns(DataViewSchema source, BoundInputs inputs, IEnumerable<DataViewSchema.Column> wanted) =>
        wanted.SelectMany(c => c.Index < source.Count ? [source[c.Index]] : inputs.Columns).DistinctBy(c => c.Index);

    /// <summary>The getter of the score for what <paramref name="read"/> makes ready: the predictions and the place of the current row's first.</summary>
    public static Delegate Getter(int width, Func<(float[] Scores, int Start)> read) => width == 1
        ? (ValueGetter<float>)((ref float value) =>
        {
            var (scores, start) = read();
            value = scores[start];
        })
        : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var (scores, start) = read();
            var editor = VBufferEditor.Create(ref value, width);
            scores.AsSpan(start, width).CopyTo(editor.Values);
            value = editor.Commit();
        });

    /// <summary>A getter in the type that is asked for.</summary>
    public static ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}, and was asked for as {typeof(TValue)}.");

    private sealed class Row(ScoreMapper owner, DataViewRow source, HashSet<int> active) : DataViewRow
    {
        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override DataViewSchema Schema => owner.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index < source.Schema.Count) return source.GetGetter<TValue>(source.Schema[column.Index]);
            if (!IsColumnActive(column)) throw new InvalidOperationException($"Column '{column.Name}' was not asked for.");
            var batch = new InputBatch(owner.Model, owner.Inputs, source, 1);
            return Typed<TValue>(
                Getter(ModelOutput.Width(owner.Model), () =>
                {
                    batch.Clear();
                    batch.Add();
                    return (batch.Score(), 0);
                }),
                column);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }
    }

    private ITrainedModel Model => model;

    private BoundInputs Inputs => inputs;
}
