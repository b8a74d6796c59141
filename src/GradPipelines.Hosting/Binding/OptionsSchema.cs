using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GradPipelines.Hosting.Binding;

/// <summary>The keys of an options record, read from its type once.</summary>
public sealed class OptionsSchema
{
    // Weak in the type: a schema must not keep a collectible plugin alive.
    private static readonly ConditionalWeakTable<Type, OptionsSchema> Cache = [];

    private readonly ConstructorInfo _constructor;
    private readonly Dictionary<string, OptionProperty> _byKey;
    private readonly Lazy<object> _defaults;

    private OptionsSchema(Type type)
    {
        Type = type;
        _constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(c => !IsCopy(c, type)).OrderBy(c => c.GetParameters().Length).FirstOrDefault()
            ?? throw new NotSupportedException($"{type} has no constructor that options can be made with.");
        _defaults = new Lazy<object>(() => Create(new Dictionary<OptionProperty, object?>()));
        var parameters = _constructor.GetParameters();
        Properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p is { CanRead: true, CanWrite: true } && p.GetIndexParameters().Length == 0 && !p.IsDefined(typeof(NotAKeyAttribute)))
                .OrderBy(p => Depth(p.DeclaringType, type)).ThenBy(p => p.MetadataToken)
                .Select(p => new OptionProperty(p, () => p.GetValue(_defaults.Value), IsRequired(p, parameters))),
        ];
        _byKey = Properties.ToDictionary(p => p.Key, StringComparer.Ordinal);
        Inline = Properties.FirstOrDefault(p => p.IsInline);
        SectionName = type.GetCustomAttribute<SectionNameAttribute>()?.Name;
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>Its keys: the base records' first, in the order they are declared.</summary>
    public IReadOnlyList<OptionProperty> Properties { get; }

    /// <summary>The component whose keys stand beside the record's own, or null.</summary>
    public OptionProperty? Inline { get; }

    /// <summary>What messages call the record, or null for its property's key.</summary>
    public string? SectionName { get; }

    /// <summary>The keys a file may write; an inline component's are not among them.</summary>
    public IEnumerable<string> Keys => Properties.Where(p => !p.IsInline).Select(p => p.Key);

    /// <summary>The schema of a record.</summary>
    /// <exception cref="NotSupportedException">A property has a type that options records may not use.</exception>
    public static OptionsSchema Of(Type type) => Cache.GetValue(type, t => new OptionsSchema(t));

    /// <summary>The property of a key, or null.</summary>
    public OptionProperty? Find(string key) => _byKey.TryGetValue(key, out var property) && !property.IsInline ? property : null;

    /// <summary>A record with these values and defaults elsewhere.</summary>
    public object Create(IReadOnlyDictionary<OptionProperty, object?> values)
    {
        var byName = values.ToDictionary(v => v.Key.Property.Name, v => v.Value, StringComparer.OrdinalIgnoreCase);
        var arguments = _constructor.GetParameters()
            .Select(p => p.Name is { } name && byName.TryGetValue(name, out var value) ? value : Default(p)).ToArray();
        var instance = _constructor.Invoke(arguments);
        var taken = _constructor.GetParameters().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (property, value) in values)
        {
            if (!taken.Contains(property.Property.Name))
            {
                property.Property.SetValue(instance, value);
            }
        }

        return instance;
    }

    private static object? Default(ParameterInfo parameter) =>
        parameter.HasDefaultValue && parameter.DefaultValue is { } value ? value
        : parameter.ParameterType == typeof(string) ? ""
        : parameter.ParameterType.IsValueType ? RuntimeHelpers.GetUninitializedObject(parameter.ParameterType)
        : null;

    private static bool IsRequired(PropertyInfo property, ParameterInfo[] parameters) =>
        property.IsDefined(typeof(RequiredMemberAttribute)) || property.IsDefined(typeof(RequiredAttribute))
        || parameters.Any(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase) && !p.HasDefaultValue);

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == type;

    private static int Depth(Type? declaring, Type type)
    {
        var depth = 0;
        for (var t = type; t is not null && t != declaring; t = t.BaseType)
        {
            depth++;
        }

        return -depth;
    }
}
