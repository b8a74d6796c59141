using GradPipelines.Kernels;

namespace GradPipelines.Tests;

public class KeyTests
{
    /// <summary>Random123 1.09, kat_vectors: philox4x32 10 rounds.</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822UL, 0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u)]
    public void Philox_GivesTheKnownAnswers(ulong key, ulong counter, ulong stream, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), Philox.Block(key, counter, stream));

    [Fact]
    public void Uniform_HasTheRightMomentsAndRange()
    {
        var u = Key.FromSeed(1).Uniform([200_000]).ToArray<double>();
        Assert.All(u, v => Assert.InRange(v, 0, 1 - double.Epsilon));
        // Five standard errors of 200 000 draws.
        Assert.Equal(0.5, u.Average(), 0.0033);
        Assert.Equal(1 / 12.0, u.Average(v => (v - 0.5) * (v - 0.5)), 0.0009);
        var bins = new int[100];
        foreach (var v in u) bins[(int)(v * 100)]++;
        var chi = bins.Sum(n => (n - 2000.0) * (n - 2000.0) / 2000);
        Assert.InRange(chi, 40, 180); // 99 degrees of freedom: mean 99, standard deviation 14
    }

    [Fact]
    public void Normal_HasTheRightMoments()
    {
        var z = Key.FromSeed(2).Normal([200_000]).ToArray<double>();
        Assert.Equal(0, z.Average(), 0.0112);
        Assert.Equal(1, z.Average(v => v * v), 0.0158);
        Assert.Equal(0, z.Average(v => v * v * v), 0.0434);
        Assert.Equal(3, z.Average(v => v * v * v * v), 0.11);
        Assert.Equal(0, z.Zip(z.Skip(1), (a, b) => a * b).Average(), 0.0112);
        Assert.All(z, v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void SameKey_GivesTheSameNumbers_WhateverWasDrawnBefore()
    {
        var key = Key.FromSeed(7);
        var first = key.Normal([5]).ToArray<double>();
        _ = key.Uniform([1000]);
        _ = key.Split();
        Assert.Equal(first, key.Normal([5]).ToArray<double>());
        Assert.Equal(first, Key.FromSeed(7).Normal([5]).ToArray<double>());
    }

    [Fact]
    public void LongerDraw_StartsWithTheShorter()
    {
        var key = Key.FromSeed(3);
        Assert.Equal(key.Normal([4]).ToArray<double>(), key.Normal([9]).ToArray<double>()[..4]);
        Assert.Equal(key.Uniform([3]).ToArray<double>(), key.Uniform([2, 2]).ToArray<double>()[..3]);
    }

    [Fact]
    public void Streams_AreDifferentAndUncorrelated()
    {
        var key = Key.FromSeed(11);
        Key[] keys = [key, .. key.Split(5), key.Named("a"), key.Named("b"), key.Named(""), key.Named("ab"), key.Named("a").Named("b"), Key.FromSeed(12), key.Fold(-1)];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        var draws = keys.Select(k => k.Normal([20_000]).ToArray<double>()).ToArray();
        for (var i = 0; i < draws.Length; i++)
            for (var j = 0; j < i; j++)
                Assert.Equal(0, draws[i].Zip(draws[j], (a, b) => a * b).Average(), 0.036); // five standard errors of 20 000 products
    }

    [Fact]
    public void Split_IsTheFirstTwoOfSplitMany()
    {
        var key = Key.FromSeed(5);
        Assert.Equal((key.Split(3)[0], key.Split(3)[1]), key.Split());
    }

    [Fact]
    public void NamedStream_DoesNotDependOnOtherNames()
    {
        var key = Key.FromSeed(5);
        var weights = key.Named("weights").Bits;
        _ = key.Named("bias");
        Assert.Equal(weights, key.Named("weights").Bits);
        Assert.NotEqual(key.Named("sevenby"), key.Named("sevenbyte"));
        Assert.NotEqual(key, key.Named(""));
    }

    [Fact]
    public void Permutation_HoldsEveryNumberOnceAndIsFair()
    {
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), Key.FromSeed(0).Permutation(1000).ToArray<long>().Order());
        Assert.Empty(Key.FromSeed(0).Permutation(0).ToArray<long>());
        var counts = new int[3, 3];
        for (var seed = 0; seed < 9000; seed++)
        {
            var p = Key.FromSeed(seed).Permutation(3).ToArray<long>();
            for (var i = 0; i < 3; i++) counts[i, p[i]]++;
        }

        foreach (var n in counts) Assert.Equal(3000, n, 225.0); // five standard deviations
    }
}
