using System.Runtime.InteropServices;

namespace GradPipelines.Benchmarks.MatrixProduct;

/// <summary>The CBLAS of an OpenBLAS on this machine, if there is one; only to be timed beside our own products.</summary>
/// <remarks>
/// Debian: package libopenblas0-pthread. The variable OPENBLAS names a file where the loader does not find it. Set
/// OPENBLAS_CORETYPE=SkylakeX before starting on an AMD processor with AVX-512: it is the fastest of its kernels there.
/// </remarks>
internal sealed unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private const int Transpose = 112;

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> single;
    private readonly delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void> wide;
    private readonly delegate* unmanaged<int, void> setThreads;

    private OpenBlas(nint library)
    {
        single = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        wide = (delegate* unmanaged<int, int, int, int, int, int, double, double*, int, double*, int, double, double*, int, void>)
            NativeLibrary.GetExport(library, "cblas_dgemm");
        setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        Description = Marshal.PtrToStringUTF8(
            ((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "openblas_get_config"))()) ?? "OpenBLAS";
    }

    public string Description { get; }

    public static OpenBlas? Find()
    {
        foreach (var name in new[] { Environment.GetEnvironmentVariable("OPENBLAS"), "libopenblas.so.0", "libopenblas" })
        {
            if (!string.IsNullOrEmpty(name) && NativeLibrary.TryLoad(name, out var library))
            {
                return new OpenBlas(library);
            }
        }

        return null;
    }

    public void SetThreads(int count) => setThreads(count);

    public void Multiply(int m, int n, int k, float* a, bool transposeA, float* b, bool transposeB, float* c) =>
        single(
            RowMajor, transposeA ? Transpose : NoTranspose, transposeB ? Transpose : NoTranspose, m, n, k,
            1, a, transposeA ? m : k, b, transposeB ? k : n, 0, c, n);

    public void Multiply(int m, int n, int k, double* a, bool transposeA, double* b, bool transposeB, double* c) =>
        wide(
            RowMajor, transposeA ? Transpose : NoTranspose, transposeB ? Transpose : NoTranspose, m, n, k,
            1, a, transposeA ? m : k, b, transposeB ? k : n, 0, c, n);
}
