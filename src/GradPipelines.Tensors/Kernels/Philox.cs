namespace GradPipelines.Kernels;

/// <summary>Philox4x32-10: four 32-bit words from a 64-bit key and a 128-bit counter, by ten rounds of multiplication.</summary>
internal static class Philox
{
    /// <summary>The block at a counter.</summary>
    public static (uint A, uint B, uint C, uint D) Block(ulong key, ulong counter, ulong stream = 0)
    {
        uint c0 = (uint)counter, c1 = (uint)(counter >> 32), c2 = (uint)stream, c3 = (uint)(stream >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var p0 = (ulong)0xD2511F53u * c0;
            var p1 = (ulong)0xCD9E8D57u * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>A key derived from a key and a number; its counters lie in another stream than the numbers that are drawn.</summary>
    public static ulong Mix(ulong key, ulong data)
    {
        var (a, b, _, _) = Block(key, data, 0xF01DF01DF01DF01DUL);
        return a | ((ulong)b << 32);
    }
}
