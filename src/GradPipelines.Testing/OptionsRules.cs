using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using GradPipelines.Plugins;

namespace GradPipelines.Testing;

/// <summary>What an options record must keep to, since validation, help and schema are derived from it.</summary>
internal static class OptionsRules
{
    private static readonly HashSet<Type> Scalars =
    [
        typeof(bool), typeof(int), typeof(long), typeof(double), typeof(string), typeof(Duration), typeof(AutoInt), typeof(ColumnSelection),
    ];

    public static IEnumerable<string> Check(Type options) => Check(options, []);

    private static List<string> Check(Type options, HashSet<Type> visited)
    {
        List<string> findings = [];
        if (!visited.Add(options))
        {
            return findings;
        }

        if (options.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            return [$"{options.Name} has no public constructor without parameters: write its keys as init properties"];
        }

        var record = constructor.Invoke(null);
        foreach (var property in Keys(options))
        {
            CheckProperty(options, property, record, findings);
            if (NestedRecord(property.PropertyType) is { } nested)
            {
                findings.AddRange(Check(nested, visited));
            }
        }

        CheckWhole(options, record, findings);
        return findings;
    }

    // A property that cannot be set is computed from the others, and no key.
    private static IEnumerable<PropertyInfo> Keys(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true });

    private static void CheckProperty(Type options, PropertyInfo property, object record, List<string> findings)
    {
        var name = $"{options.Name}.{property.Name}";
        if (Obstacle(property.PropertyType, property) is { } obstacle)
        {
            findings.Add($"{name} {obstacle}");
        }

        if (property.GetCustomAttribute<DescriptionAttribute>() is not { Description.Length: > 0 })
        {
            findings.Add($"{name} has no [Description(\"...\")]");
        }

        if (IsRequired(property))
        {
            return; // No default, so nothing to validate.
        }

        var value = property.GetValue(record);
        var context = new ValidationContext(record) { MemberName = property.Name };
        var results = new List<ValidationResult>();
        if (value is not null && !Validator.TryValidateValue(value, context, results, property.GetCustomAttributes<ValidationAttribute>()))
        {
            findings.AddRange(results.Select(r => $"{name}: the default {value} is refused: {r.ErrorMessage}"));
        }

        if (value is null && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull)
        {
            findings.Add($"{name} is null by default and its type says that it is not; mark it required, nullable, or give it a value");
        }
    }

    private static void CheckWhole(Type options, object record, List<string> findings)
    {
        if (record is IValidatesItself rules && !Keys(options).Any(IsRequired))
        {
            findings.AddRange(rules.Validate().Select(broken => $"{options.Name}: the defaults break a rule at '{broken.Key}': {broken.Message}"));
        }
    }

    private static string? Obstacle(Type type, PropertyInfo property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalars.Contains(type) || type.IsEnum)
        {
            return null;
        }

        if (type == typeof(ComponentReference))
        {
            return property.IsDefined(typeof(SlotAttribute)) ? null : "is a component slot without [Slot(ComponentKind....)]";
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return Obstacle(type.GetGenericArguments()[0], property);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var arguments = type.GetGenericArguments();
            return arguments[0] == typeof(string) ? Obstacle(arguments[1], property) : "is a dictionary whose keys are not string";
        }

        return IsRecord(type) ? null : $"has the type {type.Name}, which no YAML value is bound to";
    }

    // The record in T, in a list of T, or in a dictionary of T.
    private static Type? NestedRecord(Type type)
    {
        var inner = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        return IsRecord(inner) && !Scalars.Contains(inner) && inner != typeof(ComponentReference) ? inner : null;
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));
}
