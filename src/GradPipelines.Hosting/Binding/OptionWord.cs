using System.Reflection;

namespace GradPipelines.Hosting.Binding;

/// <summary>A type of option values that is written as one word, such as a number or <c>full</c>.</summary>
/// <remarks><see cref="object.ToString"/> gives the written form back.</remarks>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IOptionWord<TSelf>
    where TSelf : IOptionWord<TSelf>
{
    /// <summary>What messages say is expected: <c>a whole number or the word full</c>.</summary>
    static abstract string Forms { get; }

    /// <summary>Reads the word; false where it is none.</summary>
    static abstract bool TryRead(string text, out TSelf value);
}

/// <summary>Reaches <see cref="IOptionWord{TSelf}"/> through reflection.</summary>
internal static class OptionWord
{
    public static bool IsOne(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOptionWord<>));

    public static string Forms(Type type) =>
        (string)Helper(nameof(FormsOf)).MakeGenericMethod(type).Invoke(null, null)!; // never null: the property is not

    public static object? Read(Type type, string text) => Helper(nameof(ReadOf)).MakeGenericMethod(type).Invoke(null, [text]);

    private static MethodInfo Helper(string name) =>
        typeof(OptionWord).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!; // defined below

    private static string FormsOf<T>()
        where T : IOptionWord<T> => T.Forms;

    private static object? ReadOf<T>(string text)
        where T : IOptionWord<T> => T.TryRead(text, out var value) ? value : null;
}
