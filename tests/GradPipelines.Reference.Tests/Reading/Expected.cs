using System.Text.Json;

namespace GradPipelines.Reference;

/// <summary>The results of a case by name; those that nobody compared show up, so that a misspelt name is no passed test.</summary>
internal sealed class Expected(JsonElement element)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public bool TryGetProperty(string name, out JsonElement value)
    {
        if (!element.TryGetProperty(name, out value)) return false;
        _used.Add(name);
        return true;
    }

    public object? Member(string name) => TryGetProperty(name, out var value) ? JsonValues.Read(value) : null;

    public void ThrowIfUnused()
    {
        var unused = element.EnumerateObject().Select(p => p.Name).Where(n => !_used.Contains(n)).ToList();
        if (unused.Count > 0) throw new MismatchException("not compared: " + string.Join(", ", unused));
    }
}
