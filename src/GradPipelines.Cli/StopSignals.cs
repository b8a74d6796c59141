using System.Runtime.InteropServices;

namespace GradPipelines.Cli;

/// <summary>Ctrl-C and SIGTERM ask the run to stop after its step; Ctrl-C a second later leaves at once.</summary>
/// <remarks>`dotnet run` hands a SIGTERM of the group on, so it arrives twice at almost the same time: repeats within a second are one.</remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private long _first;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Handle(c, ExitCodes.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Handle(c, ExitCodes.Terminated)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>130 or 143 after a signal, else 0.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        var now = Environment.TickCount64;
        if (ExitCode == 0)
        {
            (ExitCode, _first) = (code, now);
            Console.Error.WriteLine("stopping after this step... (again to leave at once)");
            _source.Cancel();
        }
        else if (now - _first > 1000)
        {
            Environment.Exit(ExitCode);
        }
    }
}
