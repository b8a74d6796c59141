using System.Reflection;

namespace GradPipelines.Reference;

/// <summary>
/// The fallback for names without a row: a function of <see cref="Ops"/> of the same name, whatever the case and the underscores, with
/// arguments in the same order. So an operation that is new in the engine is checked before anyone writes a row for it; where the two
/// differ in their parameters a row says how.
/// </summary>
internal static class OpsByName
{
    private static readonly ILookup<string, MethodInfo> s_methods = typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(m => !m.IsGenericMethod)
        .ToLookup(m => m.Name, StringComparer.OrdinalIgnoreCase);

    public static Callable? Find(string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal);
        if (path.StartsWith("stats.", StringComparison.Ordinal)) name = path.Split('.')[^2].Replace("_", "", StringComparison.Ordinal) + name;
        if (!s_methods.Contains(name)) return null;
        return (positional, named) =>
        {
            if (positional.Any(p => p is ComplexArray)) throw new UnknownOperationException("complex128");
            foreach (var method in s_methods[name])
                if (TryBind(method, positional, named, out var arguments))
                {
                    try
                    {
                        return method.Invoke(null, arguments);
                    }
                    catch (TargetInvocationException e) when (e.InnerException is not null)
                    {
                        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
                    }
                }

            throw new UnknownOperationException($"{path} with these arguments (Ops.{s_methods[name].First().Name} exists: add a row)");
        };
    }

    private static bool TryBind(MethodInfo method, object?[] positional, IReadOnlyDictionary<string, object?> named, out object?[] arguments)
    {
        var parameters = method.GetParameters();
        arguments = new object?[parameters.Length];
        if (positional.Length > parameters.Length) return false;
        var used = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var p = parameters[i];
            object? value;
            if (i < positional.Length)
            {
                value = positional[i];
            }
            else if (named.FirstOrDefault(n => Same(n.Key, p.Name!)) is { Key: not null } pair)
            {
                value = pair.Value;
                used++;
            }
            else if (p.HasDefaultValue)
            {
                arguments[i] = p.DefaultValue;
                continue;
            }
            else
            {
                return false;
            }

            if (!TryConvert(value, p.ParameterType, out arguments[i])) return false;
        }

        return used == named.Count;
    }

    private static bool Same(string python, string parameter)
    {
        var name = python.Replace("_", "", StringComparison.Ordinal);
        return string.Equals(name, parameter, StringComparison.OrdinalIgnoreCase) || (name == "axis" && parameter == "axes");
    }

    private static bool TryConvert(object? value, Type type, out object? result)
    {
        result = null;
        if (value is null) return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Tensor) && value is Tensor or double or long) result = Value.AsTensor(value);
        else if (type == typeof(int) && value is long n) result = (int)n;
        else if (type == typeof(double) && value is double or long) result = Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        else if (type == typeof(bool) && value is bool) result = value;
        else if (type == typeof(string) && value is string) result = value;
        else if (type.IsAssignableFrom(typeof(int[])) && type != typeof(object) && value is long one) result = new[] { (int)one };
        else if (type.IsAssignableFrom(typeof(int[])) && type != typeof(object) && value is object?[] list && list.All(v => v is long)) result = Array.ConvertAll(list, Value.AsInt);
        else if (type.IsAssignableFrom(typeof(Tensor[])) && type != typeof(object) && value is System.Collections.IEnumerable and not string) result = Value.AsTensors(value);
        return result is not null;
    }
}
