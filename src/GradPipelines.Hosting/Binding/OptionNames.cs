using System.Text;

namespace GradPipelines.Hosting.Binding;

/// <summary>Turns C# names into the names of files: keys are snake_case, values kebab-case.</summary>
public static class OptionNames
{
    /// <summary><c>WeightDecay</c> to <c>weight_decay</c>, <c>Beta1</c> to <c>beta1</c>.</summary>
    public static string Key(string name) => Separate(name, '_');

    /// <summary><c>FirstBatch</c> to <c>first-batch</c>.</summary>
    public static string Word(string name) => Separate(name, '-');

    private static string Separate(string name, char separator)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                text.Append(separator);
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
