using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>One chunk of a job: <paramref name="state"/> is what the caller passed, <paramref name="chunk"/> counts from 0.</summary>
internal unsafe delegate void ChunkBody(void* state, int chunk);

/// <summary>Persistent worker threads that take chunks of one job at a time.</summary>
/// <remarks>
/// <para>
/// A job is published as one word: its number, how many workers may join, how many chunks it has, and the next one.
/// Whoever increments the word has taken a chunk; the caller takes chunks too, and then waits only for chunks that a worker
/// has already begun, never for a sleeping worker to wake. The number in the word makes a late increment of an old job fail.
/// </para>
/// <para>
/// Idle workers spin for <see cref="SpinMicroseconds"/> (a fork and join then costs a fraction of a microsecond), then sleep
/// until they get a permit (some microseconds to give, and the caller does not wait for the wake-up). While they spin they
/// yield, because on a loaded machine a worker may share the caller's processor: without that, products of 64 cubed on two
/// threads ran at a third of the speed of one thread beside six other busy processes, with it at the speed of one.
/// </para>
/// </remarks>
internal sealed unsafe class WorkerPool
{
    /// <summary>The most workers beside the caller.</summary>
    public const int MaxWorkers = 255;

    private const int MaxChunks = 4095;
    private const long SpinMicroseconds = 200;
    private const int SpinsBetweenClockReads = 32;

    private readonly object gate = new();
    private int permits;
    private Exception? failure;
    private ChunkBody? body;
    private void* state;
    private int chunks;
    private int pieces;
    private int workers;
    private int busy;
    private Words words;

    /// <summary>Runs all chunks on the caller and up to <paramref name="threads"/> - 1 workers, and returns when all are done.</summary>
    /// <remarks>If the pool is at work for someone else (or for a caller further up this stack), the caller does everything itself.</remarks>
    public void Run(ChunkBody job, void* jobState, int chunkCount, int threads)
    {
        var helpers = Math.Min(Math.Min(threads, chunkCount) - 1, MaxWorkers);
        if (helpers <= 0 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            RunAlone(job, jobState, chunkCount);
            return;
        }

        try
        {
            while (workers < helpers)
            {
                Start(workers++);
            }

            RunShared(job, jobState, chunkCount, helpers);
        }
        finally
        {
            body = null;
            Volatile.Write(ref busy, 0);
        }
    }

    /// <summary>As with workers, one chunk's exception does not keep the others from running.</summary>
    private static void RunAlone(ChunkBody job, void* jobState, int chunkCount)
    {
        Exception? first = null;
        for (var i = 0; i < chunkCount; i++)
        {
            try
            {
                job(jobState, i);
            }
#pragma warning disable CA1031 // Thrown below.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                first ??= exception;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private void RunShared(ChunkBody job, void* jobState, int chunkCount, int helpers)
    {
        state = jobState;
        (body, chunks, pieces) = (job, chunkCount, Math.Min(chunkCount, MaxChunks));
        failure = null;
        words.Done = 0;
        var number = Ticket.Number(words.Ticket) + 1;
        Interlocked.Exchange(ref words.Ticket, Ticket.Create(number, helpers, pieces)); // a full fence before reading Sleepers
        Wake(helpers);
        Work(number);

        var spinner = default(SpinWait);
        while (Volatile.Read(ref words.Done) < pieces)
        {
            // Yields to a worker that lost its processor; never sleeps, a chunk is short.
            spinner.SpinOnce(sleep1Threshold: -1);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Takes pieces of the job with this number until there are none.</summary>
    private void Work(uint number)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref words.Ticket);
            if (Ticket.Number(ticket) != number || Ticket.Next(ticket) >= Ticket.Pieces(ticket))
            {
                return;
            }

            if (Interlocked.CompareExchange(ref words.Ticket, ticket + 1, ticket) == ticket)
            {
                try
                {
                    int piece = Ticket.Next(ticket), last = (int)((piece + 1L) * chunks / pieces);
                    for (var i = (int)((long)piece * chunks / pieces); i < last; i++)
                    {
                        body!(state, i); // set before the ticket was published
                    }
                }
#pragma warning disable CA1031 // A worker must not end the process: the caller throws what it caught.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    Interlocked.CompareExchange(ref failure, exception, null);
                }

                Interlocked.Increment(ref words.Done);
            }
        }
    }

    private void Start(int index)
    {
        var thread = new Thread(() => Loop(index)) { IsBackground = true, Name = $"GradPipelines worker {index + 1}" };
        thread.Start();
    }

    private void Loop(int index)
    {
        while (true)
        {
            var ticket = Await(index);
            Work(Ticket.Number(ticket));
        }
    }

    /// <summary>Returns when there is a piece that worker <paramref name="index"/> may take.</summary>
    private ulong Await(int index)
    {
        while (true)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            do
            {
                for (var i = 0; i < SpinsBetweenClockReads; i++)
                {
                    var ticket = Volatile.Read(ref words.Ticket);
                    if (IsFor(index, ticket))
                    {
                        return ticket;
                    }

                    Thread.SpinWait(1);
                }

                Thread.Yield();
            }
            while (System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMicroseconds < SpinMicroseconds);

            Interlocked.Increment(ref words.Sleepers); // a full fence before the last look
            var last = Volatile.Read(ref words.Ticket);
            if (IsFor(index, last) && TakeSleeper())
            {
                return last;
            }

            Sleep();
        }
    }

    private static bool IsFor(int index, ulong ticket) =>
        index < Ticket.Helpers(ticket) && Ticket.Next(ticket) < Ticket.Pieces(ticket);

    /// <summary>Gives one permit for each sleeper that is needed.</summary>
    private void Wake(int helpers)
    {
        while (helpers-- > 0 && TakeSleeper())
        {
            lock (gate)
            {
                permits++;
                Monitor.Pulse(gate);
            }
        }
    }

    private void Sleep()
    {
        lock (gate)
        {
            while (permits == 0)
            {
                Monitor.Wait(gate);
            }

            permits--;
        }
    }

    /// <summary>Lowers the count of sleepers, unless it is zero: each one is either given a permit or has woken by itself.</summary>
    private bool TakeSleeper()
    {
        int count;
        while ((count = Volatile.Read(ref words.Sleepers)) > 0)
        {
            if (Interlocked.CompareExchange(ref words.Sleepers, count - 1, count) == count)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words that threads write, each on its own pair of cache lines.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Words
    {
        [FieldOffset(128)]
        public ulong Ticket;

        [FieldOffset(256)]
        public int Done;

        [FieldOffset(384)]
        public int Sleepers;
    }

    /// <summary>The fields of a job's word: number (32 bits), helpers (8), pieces (12), next piece (12).</summary>
    private static class Ticket
    {
        public static ulong Create(uint number, int helpers, int pieces) => (ulong)number << 32 | (ulong)helpers << 24 | (ulong)pieces << 12;

        public static uint Number(ulong ticket) => (uint)(ticket >> 32);

        public static int Helpers(ulong ticket) => (int)(ticket >> 24) & 0xFF;

        public static int Pieces(ulong ticket) => (int)(ticket >> 12) & 0xFFF;

        public static int Next(ulong ticket) => (int)ticket & 0xFFF;
    }
}
