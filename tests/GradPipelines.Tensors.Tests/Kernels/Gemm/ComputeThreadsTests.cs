namespace GradPipelines.Kernels;

public sealed class ComputeThreadsTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(7, 3)]
    [InlineData(100, 8)]
    [InlineData(4096, 2)]
    [InlineData(20_000, 5)]
    public void For_RunsEachChunkOnce(int chunks, int threads)
    {
        var counts = new int[chunks];
        ComputeThreads.For(chunks, chunk => Interlocked.Increment(ref counts[chunk]), threads);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void For_ManyShortJobsAfterEachOther_LosesNone()
    {
        long sum = 0;
        for (var job = 0; job < 20_000; job++)
        {
            ComputeThreads.For(3, chunk => Interlocked.Add(ref sum, chunk + 1), threads: 2 + job % 3);
        }

        Assert.Equal(20_000 * 6, sum);
    }

    [Fact]
    public void For_AfterTheWorkersFellAsleep_StillRuns()
    {
        for (var round = 0; round < 5; round++)
        {
            Thread.Sleep(20); // long past the time that workers spin before they sleep, which is what is tested
            var count = 0;
            ComputeThreads.For(50, _ => Interlocked.Increment(ref count), threads: 4);
            Assert.Equal(50, count);
        }
    }

    [Fact]
    public void For_WhenAChunkThrows_ThrowsItHereAfterTheOthersEnded()
    {
        var count = 0;
        var thrown = Assert.Throws<InvalidOperationException>(() => ComputeThreads.For(
            20,
            chunk =>
            {
                Interlocked.Increment(ref count);
                if (chunk == 11)
                {
                    throw new InvalidOperationException("chunk 11");
                }
            },
            threads: 2));
        Assert.Equal("chunk 11", thrown.Message);
        Assert.Equal(20, count);
        ComputeThreads.For(2, _ => Interlocked.Increment(ref count), threads: 2);
        Assert.Equal(22, count);
    }

    [Fact]
    public void For_InsideAChunk_RunsInline()
    {
        var count = 0;
        ComputeThreads.For(4, _ => ComputeThreads.For(5, _ => Interlocked.Increment(ref count), threads: 2), threads: 2);
        Assert.Equal(20, count);
    }

    [Fact]
    public void For_FromSeveralThreadsAtOnce_IsSafe()
    {
        long sum = 0;
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var job = 0; job < 2000; job++)
            {
                ComputeThreads.For(4, chunk => Interlocked.Add(ref sum, chunk), threads: 3);
            }
        })).ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
        Assert.Equal(4 * 2000 * 6, sum);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("", 2)]
    [InlineData("5", 5)]
    [InlineData("0", 2)]
    [InlineData("-3", 2)]
    [InlineData("many", 2)]
    [InlineData("100000", 256)]
    public void FromEnvironment_TakesANumberFromOneUp(string? value, int expected) =>
        Assert.Equal(expected, ComputeThreads.FromEnvironment(value, processors: 2));
}
