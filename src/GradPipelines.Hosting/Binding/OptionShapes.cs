using System.Reflection;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>The form that a value has in a file; what reading, merging, overriding and writing have in common.</summary>
public abstract record ValueShape
{
    /// <summary>The shape of a property's values.</summary>
    /// <exception cref="NotSupportedException">A type that options records may not use.</exception>
    public static ValueShape Of(PropertyInfo property) =>
        Of(property.PropertyType, property.GetCustomAttribute<SlotAttribute>(), $"{property.DeclaringType?.Name}.{property.Name}");

    private static ValueShape Of(Type type, SlotAttribute? slot, string where)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(ComponentReference))
        {
            return new ComponentShape((slot ?? throw new NotSupportedException($"{where} is a ComponentReference without [Slot].")).Kind);
        }

        if (type == typeof(ColumnSelection))
        {
            return new ColumnsShape();
        }

        if (typeof(ConfigNode).IsAssignableFrom(type))
        {
            return new RawShape(type);
        }

        if (type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(string)
            || type.IsEnum || type == typeof(Duration) || type == typeof(AutoInt) || OptionWord.IsOne(type))
        {
            return new ScalarShape(type);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            return new ListShape(Of(item, slot, where), item);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            && type.GetGenericArguments() is [{ } key, { } value] && key == typeof(string))
        {
            return new MapShape(Of(value, slot, where), value);
        }

        if (type.IsClass && !type.IsAbstract && type.GetMethod("<Clone>$") is not null)
        {
            return new RecordShape(type);
        }

        throw new NotSupportedException($"{where} has the type {type}, which options records may not use; see ComponentOptions.");
    }
}

/// <summary>One word, number or text.</summary>
/// <param name="Type">The property's type, without nullability.</param>
public sealed record ScalarShape(Type Type) : ValueShape
{
    /// <summary>True for text, which is taken as it stands.</summary>
    public bool IsText => Type == typeof(string);
}

/// <summary>One column or group, or a list of them.</summary>
public sealed record ColumnsShape : ValueShape;

/// <summary>A component: a word, or a mapping with <c>type</c>.</summary>
/// <param name="Kind">Its kind.</param>
public sealed record ComponentShape(ComponentKind Kind) : ValueShape;

/// <summary>A mapping with the keys of a record.</summary>
/// <param name="Type">The record.</param>
public sealed record RecordShape(Type Type) : ValueShape
{
    /// <summary>The record's keys.</summary>
    public OptionsSchema Schema => OptionsSchema.Of(Type);
}

/// <summary>A list.</summary>
/// <param name="Item">The shape of its items.</param>
/// <param name="ItemType">Their type.</param>
public sealed record ListShape(ValueShape Item, Type ItemType) : ValueShape;

/// <summary>A mapping whose keys the file's author chooses; inherited ones are replaced whole.</summary>
/// <param name="Value">The shape of its values.</param>
/// <param name="ValueType">Their type.</param>
public sealed record MapShape(ValueShape Value, Type ValueType) : ValueShape;

/// <summary>Kept as nodes.</summary>
/// <param name="NodeType">The type of node.</param>
public sealed record RawShape(Type NodeType) : ValueShape
{
    /// <summary>Any node.</summary>
    public static RawShape Any { get; } = new(typeof(ConfigNode));
}
