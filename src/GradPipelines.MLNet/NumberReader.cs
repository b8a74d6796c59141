using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>Reads a column of numbers or truth values, scalar or vector, as float64.</summary>
internal abstract class NumberReader
{
    /// <summary>True for numbers and truth values, and vectors of them. Keys are no numbers: they name categories.</summary>
    public static bool CanRead(DataViewType type) => (type is VectorDataViewType vector ? vector.ItemType : type) is NumberDataViewType or BooleanDataViewType;

    /// <summary>The reader of a column of the row that a cursor stands on.</summary>
    public static NumberReader Of(DataViewRow row, DataViewSchema.Column column)
    {
        var type = (column.Type is VectorDataViewType vector ? vector.ItemType : column.Type).RawType;
        if (type == typeof(float)) return Of<float>(row, column);
        if (type == typeof(double)) return Of<double>(row, column);
        if (type == typeof(int)) return Of<int>(row, column);
        if (type == typeof(long)) return Of<long>(row, column);
        if (type == typeof(uint)) return Of<uint>(row, column);
        if (type == typeof(ulong)) return Of<ulong>(row, column);
        if (type == typeof(short)) return Of<short>(row, column);
        if (type == typeof(ushort)) return Of<ushort>(row, column);
        if (type == typeof(sbyte)) return Of<sbyte>(row, column);
        if (type == typeof(byte)) return Of<byte>(row, column);
        if (type == typeof(bool)) return column.Type is VectorDataViewType ? new Vector<bool>(row, column, b => b ? 1 : 0) : new Scalar<bool>(row, column, b => b ? 1 : 0);
        throw new NotSupportedException($"Column '{column.Name}' is {column.Type}.");
    }

    /// <summary>Writes the numbers of the current row into a span of the column's size.</summary>
    public abstract void Read(Span<double> values);

    private static NumberReader Of<T>(DataViewRow row, DataViewSchema.Column column)
        where T : INumberBase<T> =>
        column.Type is VectorDataViewType ? new Vector<T>(row, column, double.CreateSaturating) : new Scalar<T>(row, column, double.CreateSaturating);

    private sealed class Scalar<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert) : NumberReader
    {
        private readonly ValueGetter<T> _get = row.GetGetter<T>(column);
        private T _value = default!;

        public override void Read(Span<double> values)
        {
            _get(ref _value);
            values[0] = convert(_value);
        }
    }

    private sealed class Vector<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert) : NumberReader
    {
        private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(column);
        private VBuffer<T> _value;

        public override void Read(Span<double> values)
        {
            _get(ref _value);
            if (_value.Length != values.Length) throw new Plugins.DataException($"A row of column '{column.Name}' has {_value.Length} numbers, not {values.Length}.");
            values.Clear();
            foreach (var item in _value.Items()) values[item.Key] = convert(item.Value);
        }
    }
}
