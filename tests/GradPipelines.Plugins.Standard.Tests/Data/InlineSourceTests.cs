using GradPipelines.Plugins.Standard.Data;

namespace GradPipelines.Plugins.Standard.Tests.Data;

public sealed class InlineSourceTests
{
    private static readonly DataContext Context = new("/", Key.FromSeed(0));

    [Fact]
    public void Columns_AreNumbersOrText()
    {
        var data = new InlineSource(Options(("x", ["1", "2.5", ""]), ("c", ["a", "", "1"]), ("y", ["0", "1", "1"]))).Load(Context);
        Assert.Equal([1, 2.5, double.NaN], data["x"].Numbers!.ToArray<double>());
        Assert.Equal(["a", null, "1"], data["c"].Text!);
        Assert.Equal(["1", "a"], data["c"].Schema.Categories!);
        Assert.Equal(ColumnRole.Target, data["y"].Schema.Role);
    }

    [Fact]
    public void UnevenColumns_AreRefused()
    {
        var options = Options(("x", ["1", "2"]), ("y", ["0"]));
        Assert.Equal(("columns.y", "has 1 values, and 'x' has 2"), Assert.Single(options.Validate()));
        Assert.Throws<DataException>(() => new InlineSource(options).Load(Context));
    }

    private static InlineOptions Options(params (string Name, string[] Values)[] columns) =>
        new() { Columns = columns.ToDictionary(c => c.Name, c => (IReadOnlyList<string>)c.Values), Label = "y" };
}
