using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>Raw inputs of some rows, read from one row object, on their way to the model. For one thread.</summary>
internal sealed class InputBatch
{
    private readonly ITrainedModel _model;
    private readonly double[] _numbers; // (capacity, width)
    private readonly int _width;
    private readonly List<(NumberReader Reader, int Start, int Width)> _readers = [];
    private readonly List<(ValueGetter<ReadOnlyMemory<char>> Get, string?[] Rows)> _texts = [];

    public InputBatch(ITrainedModel model, BoundInputs inputs, DataViewRow row, int capacity)
    {
        _model = model;
        _width = inputs.Schema.Columns.Sum(c => c.Width);
        _numbers = new double[capacity * _width];
        var start = 0;
        foreach (var column in inputs.Columns)
        {
            if (column.Type is TextDataViewType)
            {
                _texts.Add((row.GetGetter<ReadOnlyMemory<char>>(column), new string?[capacity]));
                continue;
            }

            var width = column.Type is VectorDataViewType vector ? vector.Size : 1;
            _readers.Add((NumberReader.Of(row, column), start, width));
            start += width;
        }
    }

    /// <summary>The number of rows held.</summary>
    public int Count { get; private set; }

    public void Clear() => Count = 0;

    /// <summary>Takes the row that the row object stands on.</summary>
    public void Add()
    {
        foreach (var (reader, start, width) in _readers) reader.Read(_numbers.AsSpan(Count * _width + start, width));
        ReadOnlyMemory<char> text = default;
        foreach (var (get, rows) in _texts)
        {
            get(ref text);
            rows[Count] = DataViewSource.TextOf(text);
        }

        Count++;
    }

    /// <summary>The predictions: (rows, output width) in row-major order.</summary>
    public float[] Score()
    {
        var (start, text) = (0, 0);
        var columns = new List<Column>();
        foreach (var schema in _model.Inputs.Columns)
        {
            if (schema.IsText)
            {
                columns.Add(new Column(schema, _texts[text++].Rows[..Count]));
                continue;
            }

            var values = new double[Count * schema.Width];
            for (var row = 0; row < Count; row++)
                _numbers.AsSpan(row * _width + start, schema.Width).CopyTo(values.AsSpan(row * schema.Width));
            columns.Add(new Column(schema, NdArray.From<double>(values, [Count, schema.Width])));
            start += schema.Width;
        }

        return _model.Predict(new Dataset(columns)).ToArray<float>();
    }
}
