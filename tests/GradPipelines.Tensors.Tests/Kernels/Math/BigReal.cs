using System.Numerics;

namespace GradPipelines.Tests.Kernels;

/// <summary>A real number of 256 significant bits: the reference for float64 functions.</summary>
/// <remarks>Mantissa·2^exponent with exact integers below; each operation truncates to 256 bits. Slow and plain on purpose.</remarks>
internal readonly struct BigReal
{
    public const int Bits = 256;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigReal(BigInteger mantissa, int exponent)
    {
        var excess = (int)BigInteger.Abs(mantissa).GetBitLength() - Bits;
        (_mantissa, _exponent) = excess > 0 ? (mantissa >> excess, exponent + excess) : (mantissa, exponent);
    }

    public static BigReal Zero => default;

    public static BigReal One => 1.0;

    /// <summary>log 2 = 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749).</summary>
    public static BigReal Ln2 { get; } = 18.0 * ArtanhOfInverse(26) - 2.0 * ArtanhOfInverse(4801) + 8.0 * ArtanhOfInverse(8749);

    public static BigReal Ln10 { get; } = Log(10.0);

    /// <summary>π·2^1600, by Machin's formula.</summary>
    private static BigInteger PiFixed { get; } = ComputePi();

    public static BigReal Pi { get; } = new(PiFixed, -1600);

    public bool IsZero => _mantissa.IsZero;

    public bool IsNegative => _mantissa.Sign < 0;

    /// <summary>⌊log2 |x|⌋.</summary>
    public int Log2Floor => (int)BigInteger.Abs(_mantissa).GetBitLength() - 1 + _exponent;

    /// <summary>Exactly; the number must be finite.</summary>
    public static implicit operator BigReal(double value)
    {
        if (value == 0)
        {
            return default;
        }

        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} is not finite.", nameof(value));
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var field = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | (field == 0 ? 0 : 0x10000000000000);
        return new(value < 0 ? -mantissa : mantissa, Math.Max(field, 1) - 1075);
    }

    /// <summary>Near enough: to within an ulp, ±∞ beyond the range.</summary>
    public static explicit operator double(BigReal x)
    {
        if (x.IsZero)
        {
            return 0;
        }

        var shift = (int)BigInteger.Abs(x._mantissa).GetBitLength() - 60;
        return Math.ScaleB((double)(x._mantissa >> shift), x._exponent + shift);
    }

    public static BigReal operator +(BigReal a, BigReal b)
    {
        if (a.IsZero || b.IsZero)
        {
            return a.IsZero ? b : a;
        }

        if (a._exponent < b._exponent)
        {
            (a, b) = (b, a);
        }

        var shift = a._exponent - b._exponent;
        return shift > 4 * Bits && a.Log2Floor - b.Log2Floor > 2 * Bits ? a : new((a._mantissa << shift) + b._mantissa, b._exponent);
    }

    public static BigReal operator -(BigReal a, BigReal b) => a + -b;

    public static BigReal operator -(BigReal a) => new(-a._mantissa, a._exponent);

    public static BigReal operator *(BigReal a, BigReal b) => new(a._mantissa * b._mantissa, a._exponent + b._exponent);

    public static BigReal operator /(BigReal a, BigReal b)
    {
        var shift = Bits + 8 + (int)BigInteger.Abs(b._mantissa).GetBitLength();
        return new((a._mantissa << shift) / b._mantissa, a._exponent - shift - b._exponent);
    }

    public static bool operator <(BigReal a, BigReal b) => (a - b).IsNegative;

    public static bool operator >(BigReal a, BigReal b) => b < a;

    public static BigReal Abs(BigReal x) => x.IsNegative ? -x : x;

    public static BigReal Scale(BigReal x, int k) => new(x._mantissa, x._exponent + k);

    public static BigReal Sqrt(BigReal x)
    {
        if (x.IsZero)
        {
            return x;
        }

        var shift = 2 * Bits - (int)x._mantissa.GetBitLength();
        shift += (x._exponent - shift) & 1;
        var n = x._mantissa << shift;
        var root = BigInteger.One << (((int)n.GetBitLength() + 1) / 2);
        for (; ; )
        {
            var next = (root + n / root) >> 1;
            if (next >= root)
            {
                return new(root, (x._exponent - shift) / 2);
            }

            root = next;
        }
    }

    /// <summary>Taylor series of x/2^16 (after x = k·ln 2 + r), squared back.</summary>
    public static BigReal Exp(BigReal x)
    {
        if (Tiny(x))
        {
            return One + x;
        }

        var k = (int)Math.Round((double)x / Math.Log(2));
        var r = Scale(x - k * Ln2, -16);
        BigReal sum = One, term = One;
        for (var n = 1; n < 100 && term.Log2Floor > -Bits; n++)
        {
            term = term * r / n;
            sum += term;
            if (term.IsZero)
            {
                break;
            }
        }

        for (var i = 0; i < 16; i++)
        {
            sum *= sum;
        }

        return Scale(sum, k);
    }

    public static BigReal ExpM1(BigReal x) => Tiny(x)
        ? x + x * x / 2.0 + x * x * x / 6.0 + x * x * x * x / 24.0
        : Exp(x) - One;

    /// <summary>Halley's iteration on exp, from System.Math.</summary>
    public static BigReal Log(BigReal x)
    {
        var k = x.Log2Floor;
        var m = Scale(x, -k);
        if (m > 1.5)
        {
            m = Scale(m, -1);
            k++;
        }

        BigReal y = Math.Log((double)m);
        for (var i = 0; i < 2; i++)
        {
            var e = Exp(y);
            y += 2.0 * (m - e) / (m + e);
        }

        return y + k * Ln2;
    }

    public static BigReal Log1P(BigReal x) => Tiny(x)
        ? x - x * x / 2.0 + x * x * x / 3.0 - x * x * x * x / 4.0
        : Log(One + x);

    /// <summary>sin(x) and cos(x), x exact, reduced with 1 600 bits of π.</summary>
    public static (BigReal Sin, BigReal Cos) SinCos(BigReal x)
    {
        if (Tiny(x))
        {
            return (x - x * x * x / 6.0, One - x * x / 2.0);
        }

        var fixedPoint = x._exponent + 1600 >= 0 ? x._mantissa << (x._exponent + 1600) : x._mantissa >> -(x._exponent + 1600);
        var halfPi = PiFixed >> 1;
        var quadrant = BigInteger.Divide(2 * fixedPoint + (fixedPoint.Sign < 0 ? -halfPi : halfPi), 2 * halfPi);
        var r = quadrant.IsZero ? x : new BigReal(fixedPoint - quadrant * PiFixed / 2, -1600);

        BigReal sin = r, cos = One, term = r;
        for (var n = 2; n < 100 && !term.IsZero && term.Log2Floor > -2 * Bits; n++)
        {
            term = term * r / n;
            switch (n & 3)
            {
                case 0: cos += term; break;
                case 1: sin += term; break;
                case 2: cos -= term; break;
                default: sin -= term; break;
            }
        }

        return ((int)(quadrant % 4 + 4) % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>Newton's iteration on tan, from System.Math; 2^−100 relative.</summary>
    public static BigReal Atan(BigReal x)
    {
        if (Tiny(x))
        {
            return x - x * x * x / 3.0;
        }

        if (Abs(x) > 2.0)
        {
            var quarter = Pi / 2.0;
            return (x.IsNegative ? -quarter : quarter) - Atan(One / x);
        }

        BigReal y = Math.Atan((double)x);
        for (var i = 0; i < 2; i++)
        {
            var (s, c) = SinCos(y);
            y += (x * c - s) * c / (One + x * s * c - s * s);
        }

        return y;
    }

    /// <summary>2/√π·Σ (−1)^n x^(2n+1)/(n!(2n+1)) in the form e^(−x²)·Σ 2^n x^(2n+1)/(2n+1)!!, all terms of one sign.</summary>
    public static BigReal Erf(BigReal x)
    {
        BigReal term = x, sum = x;
        for (var n = 1; n < 2000 && !term.IsZero && term.Log2Floor > sum.Log2Floor - Bits; n++)
        {
            term = term * x * x * 2.0 / (2 * n + 1);
            sum += term;
        }

        return 2.0 * sum * Exp(-(x * x)) / Sqrt(Pi);
    }

    /// <summary>1 − erf below 3 (loses 17 bits of 256), the continued fraction e^(−x²)/√π·1/(x + ½/(x + 1/(x + 1½/(x + …)))) above.</summary>
    public static BigReal Erfc(BigReal x)
    {
        if (x < 3.0)
        {
            return One - Erf(x);
        }

        var fraction = x;
        for (var n = 400; n >= 1; n--)
        {
            fraction = x + 0.5 * n / fraction;
        }

        return Exp(-(x * x)) / (Sqrt(Pi) * fraction);
    }

    private static bool Tiny(BigReal x) => x.IsZero || x.Log2Floor < -60;

    private static BigReal ArtanhOfInverse(int n)
    {
        BigReal power = One / n, sum = power;
        for (var k = 3; power.Log2Floor > -Bits - 8; k += 2)
        {
            power /= (double)n * n;
            sum += power / k;
        }

        return sum;
    }

    private static BigInteger ComputePi()
    {
        static BigInteger ArctanOfInverse(int n)
        {
            var power = (BigInteger.One << 1640) / n;
            var sum = power;
            for (var k = 3; !power.IsZero; k += 2)
            {
                power /= -n * n;
                sum += power / k;
            }

            return sum;
        }

        return (16 * ArctanOfInverse(5) - 4 * ArctanOfInverse(239)) >> 40;
    }
}
