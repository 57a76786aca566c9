using System.CommandLine;
using System.Globalization;
using GalaPlatform.Rehearsal;

return await RehearsalCommand.Run(args);

namespace GalaPlatform.Rehearsal
{
    /// <summary>The command line: 0 every promise kept, 1 a promise broken, 2 not held.</summary>
    internal static class RehearsalCommand
    {
        private const int Broken = 1;
        private const int NotHeld = 2;

        private static readonly Argument<Uri> Server = new("address")
        {
            Description = "The server's address",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"),
            CustomParser = result => new Uri(result.Tokens[0].Value, UriKind.RelativeOrAbsolute),
        };
        private static readonly Option<int> Classes = Number("--classes", 50, "Screens of whole classes");
        private static readonly Option<int> Pupils = Number("--pupils", 300, "Pupils with a device of their own");
        private static readonly Option<int> Seconds = Number(
            "--seconds",
            60,
            "How long the show lasts once everybody is in"
        );
        private static readonly Option<double> Messages = Number(
            "--messages",
            5.0,
            "Messages a second, over all seats"
        );
        private static readonly Option<double> Reactions = Number(
            "--reactions",
            20.0,
            "Reactions a second, over all seats"
        );
        private static readonly Option<double> Joins = Number("--joins", 100.0, "How many come in a second");
        private static readonly Option<double> Drops = Number(
            "--drop",
            5.0,
            "Percent of the seats that lose their connection once"
        );
        private static readonly Option<double> Away = Number("--away", 3.0, "Seconds until they come back, at most");
        private static readonly Option<double> Watch = Number(
            "--watch",
            100.0,
            "Percent of the seats that play the channel"
        );
        private static readonly Option<int> SegmentKib = Number(
            "--segment-kib",
            1024,
            "So much of each segment is read, in KiB"
        );
        private static readonly Option<string?> Gala = new("--gala")
        {
            Description = "A gala that exists; else one is made",
        };
        private static readonly Option<string?> Codes = new("--codes-file")
        {
            Description = "Its class codes, one a line",
        };
        private static readonly Option<int?> ServerPid = new("--server-pid")
        {
            Description = "The server's process, if it runs on this machine",
        };
        private static readonly Option<string?> Report = new("--report") { Description = "Folder for the report" };
        private static readonly Option<bool> IsMine = new("--yes-this-is-my-server")
        {
            Description = "Allow an address that is not this machine's",
        };

        public static async Task<int> Run(string[] args)
        {
            var command = new RootCommand(
                "Rehearses a gala with classes that are not there, and says what the server kept and broke."
            )
            {
                Server,
                Classes,
                Pupils,
                Seconds,
                Messages,
                Reactions,
                Joins,
                Drops,
                Away,
                Watch,
                SegmentKib,
                Gala,
                Codes,
                ServerPid,
                Report,
                IsMine,
            };
            command.SetAction((asked, stop) => Hold(OptionsOf(asked), stop));
            var parsed = command.Parse(args);
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }
            return parsed.Errors.Count > 0
                ? NotHeld
                : await parsed.InvokeAsync(
                    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) }
                );
        }

        private static async Task<int> Hold(RehearsalOptions options, CancellationToken stop)
        {
            if (OptionRules.Problem(options) is { } problem)
            {
                return await Refuse(problem);
            }
            try
            {
                var report = await new DressRehearsal(options, TimeProvider.System, Console.Out).Hold(
                    Organizer(),
                    stop
                );
                var page = report.Write(options.ReportFolder);
                foreach (var (promise, count) in report.Promises.Where(promise => promise.Value > 0))
                {
                    Console.WriteLine(
                        $"BROKEN {promise}: {count}, for example {report.Examples.First(one => one.Promise == promise).Detail}"
                    );
                }
                Console.WriteLine(
                    $"{(report.Passed ? "Every promise was kept." : "Promises were broken.")} Report: {page}"
                );
                return report.Passed ? 0 : Broken;
            }
            catch (RehearsalException no)
            {
                return await Refuse(no.Message);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return await Refuse("The rehearsal was broken off.");
            }
        }

        private static RehearsalOptions OptionsOf(ParseResult asked) =>
            new()
            {
                Server = asked.GetValue(Server)!,
                Classes = asked.GetValue(Classes),
                Pupils = asked.GetValue(Pupils),
                Seconds = asked.GetValue(Seconds),
                MessagesPerSecond = asked.GetValue(Messages),
                ReactionsPerSecond = asked.GetValue(Reactions),
                JoinsPerSecond = asked.GetValue(Joins),
                DropPercent = asked.GetValue(Drops),
                AwaySeconds = asked.GetValue(Away),
                WatchPercent = asked.GetValue(Watch),
                SegmentKib = asked.GetValue(SegmentKib),
                Gala = asked.GetValue(Gala),
                CodesFile = asked.GetValue(Codes),
                ServerPid = asked.GetValue(ServerPid),
                ReportFolder = asked.GetValue(Report) ?? DefaultFolder(),
                IsMyServer = asked.GetValue(IsMine),
            };

        private static (string, string)? Organizer() =>
            Environment.GetEnvironmentVariable("GALA_ORGANIZER_EMAIL") is { Length: > 0 } email
            && Environment.GetEnvironmentVariable("GALA_ORGANIZER_PASSWORD") is { Length: > 0 } password
                ? (email, password)
                : null;

        private static string DefaultFolder() =>
            Path.Combine(
                Environment.GetEnvironmentVariable("GALA_DATA") is { Length: > 0 } data ? data : "data",
                "rehearsals",
                TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
            );

        private static async Task<int> Refuse(string why)
        {
            await Console.Error.WriteLineAsync(why);
            return NotHeld;
        }

        private static Option<T> Number<T>(string name, T usual, string what) =>
            new(name) { Description = what, DefaultValueFactory = _ => usual };
    }
}
