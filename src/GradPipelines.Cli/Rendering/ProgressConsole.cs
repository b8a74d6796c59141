using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace GradPipelines.Cli.Rendering;

/// <summary>Rows and notes of a run on standard error, plain text; each with the time when the output goes to a file or a pipe.</summary>
internal sealed class ProgressConsole : ILogEventSink
{
    private readonly MessageTemplateTextFormatter _format;
    private readonly Lock _lock = new();

    private ProgressConsole(bool withTime) =>
        _format = new MessageTemplateTextFormatter(withTime ? "{Timestamp:HH:mm:ss} {Message:lj}{NewLine}" : "{Message:lj}{NewLine}", System.Globalization.CultureInfo.InvariantCulture);

    public static ProgressConsole Create() => new(Console.IsErrorRedirected);

    public void Emit(LogEvent logEvent)
    {
        // One write a line: lines of parallel runs must not mix.
        var text = new StringWriter();
        _format.Format(logEvent, text);
        lock (_lock) Console.Error.Write(text.ToString());
    }
}
