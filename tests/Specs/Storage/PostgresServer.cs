using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GalaPlatform.Tests.Specs.Common;
using Npgsql;

namespace GalaPlatform.Tests.Specs.Storage;

/// <summary>
/// Debian's PostgreSQL, started once for the test process and stopped with it. <c>GALA_TEST_POSTGRES</c> may name a
/// server that is there already.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<string>> Started = new(Start);

    /// <summary>Makes an empty database and tells how to reach it.</summary>
    public static async Task<string> CreateDatabase()
    {
        var server = await Started.Value;
        var name = $"gala_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'",
            connection
        );
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    private static async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("GALA_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }
        var bin = Directory
            .GetDirectories("/usr/lib/postgresql")
            .OrderDescending()
            .Select(version => $"{version}/bin")
            .First();
        var folder = Directory.CreateTempSubdirectory("gala-pg-").FullName;
        var port = FreePort();
        if (Environment.IsPrivilegedProcess)
        {
            await Run("chown", ["postgres", folder]);
        }
        await Run(
            $"{bin}/initdb",
            ["-D", $"{folder}/data", "-U", "gala", "-A", "trust", "-E", "UTF8", "--no-sync"],
            asPostgres: true
        );
        var server = Begin(
            $"{bin}/postgres",
            [
                "-D",
                $"{folder}/data",
                "-p",
                $"{port}",
                "-c",
                "listen_addresses=127.0.0.1",
                "-k",
                folder,
                "-c",
                "fsync=off",
                "-c",
                "max_connections=300",
            ]
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(server, folder);
        var connection = $"Host=127.0.0.1;Port={port};Username=gala;Database=postgres";
        await WaitUntilReady(connection, server);
        return connection;
    }

    private static Task WaitUntilReady(string text, Process server) =>
        Eventually.Holds(
            async () =>
            {
                try
                {
                    await using var connection = new NpgsqlConnection(text);
                    await connection.OpenAsync();
                    return true;
                }
                catch (NpgsqlException) when (!server.HasExited)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(30)
        );

    private static void Stop(Process server, string folder)
    {
        // SIGINT is PostgreSQL's fast shutdown; a killed server would leave its children behind.
        var postmaster = Path.Combine(folder, "data", "postmaster.pid");
        var id = File.Exists(postmaster) ? File.ReadLines(postmaster).First() : $"{server.Id}";
        using var signal = Process.Start("kill", ["-INT", id]);
        signal.WaitForExit();
        server.WaitForExit(10_000);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Run(string file, string[] arguments, bool asPostgres = false)
    {
        using var process = asPostgres ? Begin(file, arguments) : Process.Start(file, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} ended with {process.ExitCode}.");
        }
    }

    // PostgreSQL refuses to run as root; Debian's package brings a user for it.
    private static Process Begin(string file, string[] arguments)
    {
        var (program, all) = Environment.IsPrivilegedProcess
            ? ("runuser", ["-u", "postgres", "--", file, .. arguments])
            : (file, arguments);
        var start = new ProcessStartInfo(program, all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
