namespace GradPipelines.Plugins;

/// <summary>The rules for names: kebab-case, and a plugin's id with a dot before the names of all but the built-ins.</summary>
/// <remarks>A built-in has no dot and a plugin's component always has one, so a plugin can never shadow a built-in.</remarks>
public static class ComponentName
{
    /// <summary>The id of the plugins that bring the built-ins; their names take no prefix.</summary>
    public const string StandardId = "standard";

    /// <summary>True for lower-case ASCII words, digits inside them, and single hyphens between: <c>r2</c>, <c>half-mse</c>.</summary>
    public static bool IsKebabCase(string? text)
    {
        if (string.IsNullOrEmpty(text) || text[0] is < 'a' or > 'z' || text[^1] == '-')
        {
            return false;
        }

        for (var i = 1; i < text.Length; i++)
        {
            var legal = text[i] is >= 'a' and <= 'z' or >= '0' and <= '9' || (text[i] == '-' && text[i - 1] != '-');
            if (!legal)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The full name: <c>acme.softsign</c>, or <c>tanh</c> for a built-in.</summary>
    public static string Qualify(string pluginId, string name) => pluginId == StandardId ? name : $"{pluginId}.{name}";

    /// <summary>The plugin's id in a full name: <c>acme</c> of <c>acme.softsign</c>, null of <c>tanh</c>.</summary>
    public static string? PluginIdOf(string fullName)
    {
        var dot = fullName.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : fullName[..dot];
    }
}
