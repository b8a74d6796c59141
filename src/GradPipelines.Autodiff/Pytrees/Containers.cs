using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <summary>A tuple, by position.</summary>
internal sealed class TupleStructure(Type type, TreeStructure[] children) : BranchStructure(children)
{
    protected override string Kind => $"a tuple of {Children.Length}";

    public static TupleStructure Of(ITuple tuple, List<Tensor> leaves)
    {
        var children = new TreeStructure[tuple.Length];
        for (var i = 0; i < children.Length; i++) children[i] = Of(tuple[i], leaves);
        return new TupleStructure(tuple.GetType(), children);
    }

    protected override string Step(int child) => $".Item{child + 1}";

    internal override object? Build(IReadOnlyList<Tensor> leaves, ref int next) => Create(type, BuildChildren(leaves, ref next));

    /// <summary>Tuples of more than seven nest the rest in an eighth.</summary>
    private static object Create(Type type, ReadOnlySpan<object?> values) =>
        Activator.CreateInstance(type, values.Length <= 7 ? values.ToArray() : [.. values[..7], Create(type.GetGenericArguments()[7], values[7..])])!;
}

/// <summary>An array, a list or another sequence, by position.</summary>
internal sealed class SequenceStructure(Type type, Type element, TreeStructure[] children) : BranchStructure(children)
{
    protected override string Kind => $"a sequence of {Children.Length}";

    public static SequenceStructure Of(IEnumerable items, Type type, Type element, List<Tensor> leaves)
    {
        if (type.IsArray && type.GetArrayRank() > 1)
            throw new NotSupportedException($"A pytree may hold arrays of one dimension, not {type.Name}; a block of numbers is a tensor.");
        var children = new List<TreeStructure>();
        foreach (var item in items) children.Add(Of(item, leaves));
        return new SequenceStructure(type, element, [.. children]);
    }

    /// <summary>The element type of a sequence that can be put together again; null for one that is kept as it is (numbers, text).</summary>
    public static Type? ElementType(Type type)
    {
        var element = type.IsArray
            ? type.GetElementType()!
            : type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))?.GetGenericArguments()[0];
        return element is null || element.IsPrimitive || element == typeof(string) ? null : element;
    }

    protected override string Step(int child) => string.Create(CultureInfo.InvariantCulture, $"[{child}]");

    internal override object? Build(IReadOnlyList<Tensor> leaves, ref int next)
    {
        var values = BuildChildren(leaves, ref next);
        var array = Array.CreateInstance(element, values.Length);
        for (var i = 0; i < values.Length; i++) array.SetValue(values[i], i);
        if (type.IsArray || type.IsAssignableFrom(array.GetType())) return array;
        var list = typeof(List<>).MakeGenericType(element);
        if (type == list) return Activator.CreateInstance(list, array);

        // A constructor that takes the elements, or the factory of an immutable collection; else an array: what a collection expression for an interface is.
        var constructor = type.GetConstructors().FirstOrDefault(c => c.GetParameters() is [var p] && p.ParameterType.IsAssignableFrom(array.GetType()));
        if (constructor is not null) return constructor.Invoke([array]);
        return Factory() is { } factory ? factory.Invoke(null, [array]) : array;
    }

    /// <summary>The method of the collection's builder type that takes an array, such as ImmutableArray.Create.</summary>
    private MethodInfo? Factory()
    {
        if (type.GetCustomAttribute<CollectionBuilderAttribute>() is not { } builder) return null;
        var method = builder.BuilderType.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(m => m.Name == builder.MethodName && m.IsGenericMethod && m.GetParameters() is [var p] && p.ParameterType.IsArray);
        return method?.MakeGenericMethod(element);
    }
}

/// <summary>A dictionary with text keys, in ordinal order of the keys.</summary>
internal sealed class DictionaryStructure(Type type, string[] keys, TreeStructure[] children) : BranchStructure(children)
{
    protected override string Kind => $"a dictionary of [{string.Join(", ", keys)}]";

    public static bool Supports(Type type) => type.GetInterfaces().Any(i =>
        i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDictionary<,>) && i.GetGenericArguments()[0] == typeof(string)) && type.GetConstructor([]) is not null;

    public static DictionaryStructure Of(IDictionary dictionary, List<Tensor> leaves)
    {
        var keys = dictionary.Keys.Cast<string>().Order(StringComparer.Ordinal).ToArray();
        return new DictionaryStructure(dictionary.GetType(), keys, Array.ConvertAll(keys, key => Of(dictionary[key], leaves)));
    }

    protected override string Step(int child) => $"[\"{keys[child]}\"]";

    internal override object? Build(IReadOnlyList<Tensor> leaves, ref int next)
    {
        var result = (IDictionary)Activator.CreateInstance(type)!;
        for (var i = 0; i < keys.Length; i++) result[keys[i]] = Children[i].Build(leaves, ref next);
        return result;
    }
}

/// <summary>A record or anonymous object, by property.</summary>
internal sealed class RecordStructure(RecordShape shape, TreeStructure[] children) : BranchStructure(children)
{
    protected override string Kind => $"a {shape.Type.Name}";

    public static RecordStructure Of(object value, RecordShape shape, List<Tensor> leaves) =>
        new(shape, Array.ConvertAll(shape.Properties, p => Of(p.GetValue(value), leaves)));

    protected override string Step(int child) => "." + shape.Properties[child].Name;

    internal override object? Build(IReadOnlyList<Tensor> leaves, ref int next) => shape.Create(BuildChildren(leaves, ref next));
}

/// <summary>How a record type is taken apart and put together: its primary constructor and the properties set after it.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape?> s_known = new(); // a memo of reflection, never state

    private readonly ConstructorInfo _constructor;
    private readonly int _arguments;

    private RecordShape(Type type, ConstructorInfo constructor, PropertyInfo[] properties, int arguments)
    {
        Type = type;
        Properties = properties;
        _constructor = constructor;
        _arguments = arguments;
    }

    public Type Type { get; }

    /// <summary>Those of the constructor in its order, then those with a setter.</summary>
    public PropertyInfo[] Properties { get; }

    /// <summary>The shape of a record or anonymous type; null for any other.</summary>
    public static RecordShape? For(Type type) => s_known.GetOrAdd(type, static t => IsRecord(t) ? Find(t) : null);

    public object Create(object?[] values)
    {
        var result = _constructor.Invoke(values[.._arguments]);
        for (var i = _arguments; i < Properties.Length; i++) Properties[i].SetValue(result, values[i]);
        return result;
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null
        || (type.IsValueType && !type.IsPrimitive && !type.IsEnum && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
        || (type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Name.Contains("AnonymousType", StringComparison.Ordinal));

    private static RecordShape? Find(Type type)
    {
        var readable = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract").ToArray();
        foreach (var constructor in type.GetConstructors().OrderByDescending(c => c.GetParameters().Length))
        {
            var matched = constructor.GetParameters()
                .Select(a => readable.FirstOrDefault(p => p.PropertyType == a.ParameterType && string.Equals(p.Name, a.Name, StringComparison.OrdinalIgnoreCase))).ToArray();
            if (matched.Contains(null)) continue;
            var rest = readable.Except(matched).Where(p => p!.SetMethod is { IsPublic: true });
            return new RecordShape(type, constructor, [.. matched!, .. rest!], matched.Length);
        }

        return null;
    }
}
