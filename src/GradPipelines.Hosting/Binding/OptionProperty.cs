using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>One key of an options record: all that its property and attributes say.</summary>
public sealed class OptionProperty
{
    private readonly Func<object?> _default;

    internal OptionProperty(PropertyInfo property, Func<object?> defaultValue, bool required)
    {
        Property = property;
        _default = defaultValue;
        Key = OptionNames.Key(property.Name);
        Shape = ValueShape.Of(property);
        IsRequired = required;
        IsNullable = IsNullableProperty(property);
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
        Range = property.GetCustomAttribute<RangeAttribute>();
        AllowedValues = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values;
        Checks = [.. property.GetCustomAttributes<ValidationAttribute>(inherit: true)
            .Where(a => a is not (RangeAttribute or AllowedValuesAttribute or RequiredAttribute))];
        Formula = property.GetCustomAttribute<FormulaAttribute>();
        BareUnit = property.GetCustomAttribute<BareUnitAttribute>()?.Unit;
        IsFilePath = property.IsDefined(typeof(FilePathAttribute));
        IsInline = property.IsDefined(typeof(InlineAttribute));
        HasNoneWord = property.IsDefined(typeof(NoneWordAttribute));
        AlternativeGroup = property.GetCustomAttribute<AlternativeAttribute>()?.Group;
    }

    /// <summary>The YAML key, snake_case.</summary>
    public string Key { get; }

    /// <summary>The property.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The form of its values.</summary>
    public ValueShape Shape { get; }

    /// <summary>True where the key must be written.</summary>
    public bool IsRequired { get; }

    /// <summary>True where the value may be absent.</summary>
    public bool IsNullable { get; }

    /// <summary>One sentence, empty where there is none.</summary>
    public string Description { get; }

    /// <summary>The limits of a number, or null.</summary>
    public RangeAttribute? Range { get; }

    /// <summary>The legal values, or null for any.</summary>
    public IReadOnlyList<object?>? AllowedValues { get; }

    /// <summary>Other checks of its value.</summary>
    public IReadOnlyList<ValidationAttribute> Checks { get; }

    /// <summary>Set where the texts are formulas.</summary>
    public FormulaAttribute? Formula { get; }

    /// <summary>The unit of a length that is written without one; null where it must be written.</summary>
    public DurationUnit? BareUnit { get; }

    /// <summary>True where the text is a path.</summary>
    public bool IsFilePath { get; }

    /// <summary>True for a component whose keys stand beside the record's own.</summary>
    public bool IsInline { get; }

    /// <summary>True where null is written <c>none</c>.</summary>
    public bool HasNoneWord { get; }

    /// <summary>Keys of one group stand for each other; null for most.</summary>
    public string? AlternativeGroup { get; }

    /// <summary>The value where no file says one; null for required keys.</summary>
    public object? DefaultValue => IsRequired ? null : _default();

    private static bool IsNullableProperty(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable);
}
