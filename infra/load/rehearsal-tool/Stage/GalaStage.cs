using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GalaPlatform.Rehearsal.Stage;

/// <summary>The gala that is rehearsed: which one, and the codes by which its classes come in.</summary>
internal abstract class GalaStage : IAsyncDisposable
{
    public required string Gala { get; init; }

    /// <summary>One for each class.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>Whether nobody else is in the gala.</summary>
    public abstract bool IsOurs { get; }

    public abstract ValueTask DisposeAsync();
}

/// <summary>A gala that exists already, and goes on existing.</summary>
internal sealed class GivenStage : GalaStage
{
    public override bool IsOurs => false;

    /// <exception cref="RehearsalException">The file does not have the codes.</exception>
    public static GivenStage Read(string gala, string codesFile, int classes)
    {
        if (!File.Exists(codesFile))
        {
            throw new RehearsalException($"There is no file {codesFile}.");
        }
        string[] codes = [.. File.ReadLines(codesFile).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return codes.Length > 0
            ? new GivenStage
            {
                Gala = gala,
                Codes = [.. Enumerable.Range(0, classes).Select(n => codes[n % codes.Length])],
            }
            : throw new RehearsalException($"{codesFile} holds no class code.");
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>
/// A gala made for the rehearsal, over the public interface: a school, classes, a programme of slates, on air. It is ended
/// when the rehearsal is over; its school stays for the next one.
/// </summary>
internal sealed class OwnStage : GalaStage
{
    private const int SlateSeconds = 20;
    private const int MostSlates = 200;
    private const int Together = 8;
    private const string Name = "Répétition générale";

    public override bool IsOurs => true;

    public required Api Organizer { get; init; }

    /// <summary>The part of the programme that a rehearsal of some length needs, with the doors and a reserve.</summary>
    public static int SlatesFor(int seconds) => Math.Min(MostSlates, (seconds + 180) / SlateSeconds);

    /// <exception cref="RehearsalException">The platform did not let us.</exception>
    public static async Task<OwnStage> Build(
        HttpClient http,
        (string Email, string Password) account,
        RehearsalOptions options,
        string tag,
        TimeProvider time
    )
    {
        var organizer = await new Api(http).SignIn(account.Email, account.Password);
        var (coordinator, school) = await OpenSchool(http, organizer, account.Password);
        var gala = await Announce(organizer, school, tag, options.Seconds, time);
        try
        {
            foreach (var to in new[] { "scheduled", "lobby", "live" })
            {
                await organizer.Post($"api/galas/{gala}/transitions", new { to });
            }
            var codes = await OpenClasses(coordinator, school, gala, options, tag);
            return new OwnStage
            {
                Gala = gala,
                Codes = codes,
                Organizer = organizer,
            };
        }
        catch (RehearsalException)
        {
            await Close(organizer, gala);
            throw;
        }
    }

    public override async ValueTask DisposeAsync() => await Close(Organizer, Gala);

    // On air it can only be ended, before that only cancelled; a server that is down keeps it, and says so in its lists.
    private static async Task Close(Api organizer, string gala)
    {
        foreach (var to in new[] { "ended", "cancelled" })
        {
            try
            {
                await organizer.Post($"api/galas/{gala}/transitions", new { to });
                return;
            }
            catch (RehearsalException problem) when (to == "cancelled")
            {
                await Console.Error.WriteLineAsync($"The rehearsal's gala {gala} stays as it is: {problem.Message}");
            }
            catch (RehearsalException)
            {
                // Then the other one.
            }
        }
    }

    // Classes belong to a coordinator. Hers is an account of the rehearsals' own school; its password follows from the
    // organizer's, so that it is kept nowhere and the next rehearsal finds the same school.
    private static async Task<(Api Coordinator, string School)> OpenSchool(
        HttpClient http,
        Api organizer,
        string secret
    )
    {
        var derived = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "gala rehearsal"u8);
        var (mark, password) = (
            Convert.ToHexStringLower(derived[..4]),
            $"Gala-7{Convert.ToHexStringLower(derived[4..20])}"
        );
        var school = Api.Text(
            await organizer.Post("api/schools", new { name = Name }, $"rehearsal-school-{mark}"),
            "id"
        );
        var email = $"rehearsal-{mark}@gala.invalid";
        var member = new
        {
            email,
            role = "coordinator",
            password,
        };
        await organizer.Post($"api/schools/{school}/members", member, $"rehearsal-member-{mark}");
        return (await new Api(http).SignIn(email, password), school);
    }

    private static async Task<string> Announce(Api organizer, string school, string tag, int seconds, TimeProvider time)
    {
        var asked = new
        {
            title = new { fr = $"{Name} ({tag})", en = $"Dress rehearsal ({tag})" },
            startsAt = time.GetUtcNow().AddHours(1),
            timeZone = "UTC",
        };
        var gala = Api.Text(await organizer.Post("api/galas", asked), "id");
        await organizer.Post($"api/galas/{gala}/schools", new { schoolId = school });
        var sessions = Enumerable
            .Range(1, SlatesFor(seconds))
            .Select(number => new
            {
                kind = "slate",
                title = new { fr = Numbered("Tableau", number), en = Numbered("Slate", number) },
                seconds = SlateSeconds,
            });
        await organizer.Put($"api/galas/{gala}/programme", new { sessions });
        return gala;
    }

    private static async Task<string[]> OpenClasses(
        Api coordinator,
        string school,
        string gala,
        RehearsalOptions options,
        string tag
    )
    {
        var codes = new string[options.Classes];
        var headcount = Math.Clamp(options.Seats / options.Classes, 24, 500);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Together };
        await Parallel.ForAsync(
            0,
            options.Classes,
            limit,
            async (number, _) =>
            {
                var asked = new { name = Numbered("Classe", number + 1), headcount };
                var key = string.Create(CultureInfo.InvariantCulture, $"rehearsal-{tag}-class-{number}");
                var made = await coordinator.Post($"api/schools/{school}/classrooms", asked, key);
                var code = await coordinator.Post($"api/classrooms/{Api.Text(made, "id")}/code", new { galaId = gala });
                codes[number] = Api.Text(code, "code");
            }
        );
        return codes;
    }

    private static string Numbered(string word, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{word} {number}");
}
