using Microsoft.ML;

namespace GradPipelines.MLNet.Tests;

/// <summary>A row of the tests' data, of mixed types on purpose.</summary>
public sealed class House
{
    public float Area { get; set; }

    public int Rooms { get; set; }

    public double Age { get; set; }

    public string Town { get; set; } = "";

    public float Label { get; set; }
}

/// <summary>The prediction of one target.</summary>
public sealed class HouseScore
{
    public float Score { get; set; }
}

internal static class Houses
{
    public static House[] Make(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i => new House
        {
            Area = random.NextSingle() * 8 - 2,
            Rooms = random.Next(-2, 8),
            Age = random.NextDouble() * 10 - 2,
            Town = new string((char)('a' + i % 26), i % 7),
            Label = random.NextSingle(),
        })];
    }

    public static IDataView View(this MLContext ml, House[] houses) => ml.Data.LoadFromEnumerable(houses);

    public static Tensor Matrix(IEnumerable<House> houses)
    {
        double[] flat = [.. houses.SelectMany(h => new[] { h.Area, h.Rooms, h.Age })];
        return Tensor.From<double>(flat, [flat.Length / 3, 3]);
    }

    public static void AssertClose(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++) Assert.Equal((double)expected[i], actual[i], tolerance);
    }
}
