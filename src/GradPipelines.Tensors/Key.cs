using System.Text;
using GradPipelines.Kernels;

namespace GradPipelines;

/// <summary>The name of a stream of random numbers. The same key gives the same numbers, whatever was drawn before or beside it.</summary>
/// <remarks>
/// A draw never changes its key: for other numbers split it, or name a sub-stream. Numbers come from Philox4x32-10 (Salmon, Moraes,
/// Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011) in counter mode: element i depends on the key and i alone.
/// </remarks>
public readonly record struct Key
{
    internal Key(ulong bits) => Bits = bits;

    internal ulong Bits { get; }

    /// <summary>The stream of a seed.</summary>
    public static Key FromSeed(long seed) => new(Philox.Mix((ulong)seed, 0x5EED));

    /// <summary>Two independent streams.</summary>
    public (Key First, Key Second) Split() => (Fold(0), Fold(1));

    /// <summary>That many independent streams.</summary>
    public Key[] Split(int count)
    {
        var keys = new Key[count];
        for (var i = 0; i < count; i++) keys[i] = Fold(i);
        return keys;
    }

    /// <summary>The sub-stream of a number.</summary>
    public Key Fold(long data) => new(Philox.Mix(Bits, (ulong)data + 0x1000_0000_0000_0000UL));

    /// <summary>The sub-stream of a name: adding another name never changes this one's numbers.</summary>
    public Key Named(string name)
    {
        var key = Bits;
        var bytes = Encoding.UTF8.GetBytes(name);
        var i = 0;
        do
        {
            ulong word = (ulong)Math.Min(7, bytes.Length - i) << 56;
            for (var j = 0; j < 7 && i + j < bytes.Length; j++) word |= (ulong)bytes[i + j] << (8 * j);
            key = Philox.Mix(key, word | 0x8000_0000_0000_0000UL);
            i += 7;
        }
        while (i < bytes.Length);

        return new Key(key);
    }

    /// <summary>Uniform float64 numbers in [0, 1), multiples of 2^-53.</summary>
    public NdArray Uniform(Shape shape)
    {
        var result = NdArray.Allocate<double>(shape);
        RandomLoop.Uniform(Bits, result.Span<double>());
        return result;
    }

    /// <summary>Standard normal float64 numbers, by the Box-Muller transform of two uniform numbers each pair.</summary>
    public NdArray Normal(Shape shape)
    {
        var result = NdArray.Allocate<double>(shape);
        RandomLoop.Normal(Bits, result.Span<double>());
        return result;
    }

    /// <summary>The numbers 0 .. count - 1 in random order (Fisher-Yates), as int64.</summary>
    public NdArray Permutation(int count)
    {
        var result = NdArray.Allocate<long>([count]);
        RandomLoop.Permutation(Bits, result.Span<long>());
        return result;
    }
}
