using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>The values of a column for some rows that a cursor has passed.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Gives the value at the current slot, as a <see cref="ValueGetter{TValue}"/> of the column's type.</summary>
    public abstract Delegate Getter { get; }

    /// <summary>A buffer of that many slots; <paramref name="current"/> says which one getters read.</summary>
    public static ColumnBuffer Of(DataViewRow row, DataViewSchema.Column column, int slots, Func<int> current)
    {
        var type = column.Type is VectorDataViewType vector
            ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(Values<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(type, row, column, slots, current)!; // null only for Nullable<T>
    }

    /// <summary>Keeps the value of the row that the cursor stands on.</summary>
    public abstract void Store(int slot);

    private sealed class Values<T>(DataViewRow row, DataViewSchema.Column column, int slots, Func<int> current) : ColumnBuffer
    {
        private readonly ValueGetter<T> _get = row.GetGetter<T>(column);
        private readonly T[] _values = new T[slots];

        public override Delegate Getter => (ValueGetter<T>)((ref T value) => value = _values[current()]);

        public override void Store(int slot) => _get(ref _values[slot]);
    }

    /// <summary>Vectors are copied out: their arrays belong to whoever asked, who may write into them.</summary>
    private sealed class Vectors<T>(DataViewRow row, DataViewSchema.Column column, int slots, Func<int> current) : ColumnBuffer
    {
        private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(column);
        private readonly VBuffer<T>[] _values = new VBuffer<T>[slots];

        public override Delegate Getter => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[current()].CopyTo(ref value));

        public override void Store(int slot) => _get(ref _values[slot]);
    }
}
