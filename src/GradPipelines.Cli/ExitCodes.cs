namespace GradPipelines.Cli;

/// <summary>What the process says when it ends.</summary>
public static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>A bug of ours.</summary>
    public const int Internal = 1;

    /// <summary>The command line cannot be understood, or names a file that is not there.</summary>
    public const int CommandLine = 2;

    /// <summary>The configuration is wrong.</summary>
    public const int Configuration = 3;

    /// <summary>The data is not as the configuration says.</summary>
    public const int Data = 4;

    /// <summary>A plugin that is needed was found but refused, or is broken.</summary>
    public const int Plugin = 5;

    /// <summary>The loss became NaN or infinite.</summary>
    public const int Diverged = 6;

    /// <summary>An assertion of the file does not hold.</summary>
    public const int ExpectFailed = 8;

    /// <summary>A gradient differs from finite differences.</summary>
    public const int GradientCheckFailed = 9;

    /// <summary>Stopped by Ctrl-C; a checkpoint is there.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM; a checkpoint is there.</summary>
    public const int Terminated = 143;

    /// <summary>The table for <c>--help</c>.</summary>
    public const string Table =
        "Exit codes: 0 ok, 1 internal error, 2 command line, 3 configuration, 4 data, 5 plugin, 6 diverged, 8 expect failed, 9 gradient check failed, 130 Ctrl-C, 143 SIGTERM.";
}
