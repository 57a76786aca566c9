using GalaPlatform.Common;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Silo.Programme;

namespace GalaPlatform.Silo.Galas;

internal sealed partial class GalaGrain
{
    // Long enough for the room to hear of it in any ordinary case; the outbox goes on by itself afterwards.
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromSeconds(2);

    public async Task<Result<ProgrammeView>> GetProgramme() =>
        _state is null ? CommonRefusals.NotFound : ProgrammeViews.Of(_state, await Slate(), clock.GetUtcNow());

    public async Task<Result<ProgrammeView>> SetProgramme(Command command, ProgrammeItem[] items, long? ifVersion)
    {
        var (slate, projects) = (await Slate(), await Projects(items));
        return await Alter(
            command,
            "programme.set",
            new { items, ifVersion },
            (gala, now) =>
                ProgrammeRules
                    .Write(gala, items, ifVersion, projects, () => SessionId.New(clock), now)
                    .Map(programme => gala with { Programme = programme }),
            gala => ProgrammeViews.Of(gala, slate, clock.GetUtcNow())
        );
    }

    public async Task<Result<CueTaken>> GiveCue(Command command, CueAction action, SessionId? session)
    {
        var slate = await Slate();
        var taken = await Alter(
            command,
            "programme.cue",
            new { action, session },
            (gala, now) =>
                CueRules.Give(gala, action, session, slate, now).Map(programme => gala with { Programme = programme }),
            gala => Taken(gala, slate)
        );
        await OutboxDelivered();
        return taken;
    }

    public async Task<Result<Done>> WithdrawProject(Command command, ProjectId project)
    {
        var slate = await Slate();
        return await Alter(
            command,
            "programme.withdraw-project",
            project,
            (gala, now) =>
                CueRules.Withdraw(gala, project, slate, now) is { } programme
                    ? gala with
                    {
                        Programme = programme,
                    }
                    : gala,
            _ => default(Done)
        );
    }

    private static CueTaken Taken(GalaEventState gala, MediaAsset? slate)
    {
        var at = gala.Programme.Cues[^1].EffectiveAt;
        return new CueTaken(ChannelTimeline.From(CueRules.PlanOf(gala, slate)).SegmentAt(at)?.Session, at);
    }

    // The first slate stays for ever, so it is asked for until there is one.
    private async Task<MediaAsset?> Slate() => _slate ??= await grains.GetGrain<ISlateGrain>(0).GetSlate();

    private async Task<Dictionary<ProjectId, ProjectView>> Projects(ProgrammeItem[] items)
    {
        var ids = items
            .Take(ProgrammeLimits.MaxSessions)
            .Where(item => item is { Kind: SessionKind.Video, Project: not null })
            .Select(item => item.Project!.Value)
            .Distinct();
        var found = await Task.WhenAll(ids.Select(id => grains.GetGrain<IProjectGrain>(id.Value).Get()));
        return found.Where(one => one.Value is not null).ToDictionary(one => one.Value!.Id, one => one.Value!);
    }

    private async Task OutboxDelivered()
    {
        try
        {
            await outbox.Settled(Scope).WaitAsync(DeliveryPatience, clock);
        }
        catch (TimeoutException)
        {
            log.NewsIsLate(Id);
        }
    }
}
