using GalaPlatform.Accounts;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Programme;
using GalaPlatform.Projects;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Programme;
using GalaPlatform.Silo.Storage;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Galas;

/// <summary>The event. Its programme and channel stand in silo/Programme.</summary>
internal sealed partial class GalaGrain(
    IGrainContext context,
    IGalaStore store,
    OutboxQueue outbox,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<GalaGrain> log
) : IGalaGrain, IProgrammeGrain, IGrainBase
{
    private GalaEventState? _state;
    private MediaAsset? _slate;

    public IGrainContext GrainContext => context;

    private GalaId Id => new(this.GetPrimaryKey());

    private string Scope => $"gala/{Id}";

    public async Task OnActivateAsync(CancellationToken token)
    {
        _state = await store.Read((db, stop) => GalaStorage.Load(db, Id.Value, stop), token);
        FollowSessions();
    }

    public Task<Result<GalaView>> Get() =>
        Task.FromResult<Result<GalaView>>(_state is { } state ? state.View : CommonRefusals.NotFound);

    public Task<Result<GalaView>> Create(Command command, NewGala gala) =>
        Carry(command, "gala.create", gala, (before, now) => GalaRules.Create(before, Id, gala, now), View);

    public Task<Result<GalaView>> Change(Command command, GalaChange change, long? ifVersion) =>
        Alter(
            command,
            "gala.change",
            new { change, ifVersion },
            (gala, now) => GalaRules.Change(gala, change, ifVersion, now),
            View
        );

    public async Task<Result<GalaView>> InviteSchool(Command command, SchoolId school)
    {
        var found = await grains.GetGrain<ISchoolGrain>(school.Value).Get();
        return await Alter(command, "gala.invite", school, (gala, _) => GalaRules.InviteSchool(gala, found), View);
    }

    public async Task<Result<GalaView>> NameModerator(Command command, AccountId account)
    {
        if (_state is null)
        {
            return CommonRefusals.NotFound;
        }
        // The role first: should this stop between the two, the same command goes on from here.
        var role = new Membership(StaffRole.Moderator, Gala: Id);
        var granted = await grains.GetGrain<IAccountGrain>(account.Value).Grant(command, role);
        return granted.Refusal is { } refusal
            ? refusal
            : await Alter(
                command,
                "gala.name-moderator",
                account,
                (gala, _) => GalaRules.NameModerator(gala, account),
                View
            );
    }

    public async Task<Result<GalaView>> Transition(Command command, GalaState to)
    {
        var slate = to is GalaState.Scheduled or GalaState.Archived ? null : await Slate();
        var moved = await Alter(
            command,
            "gala.transition",
            to,
            (gala, now) => GalaRules.Transition(gala, to, slate, now),
            View
        );
        await OutboxDelivered();
        return moved;
    }

    private static GalaView View(GalaEventState gala) => gala.View;

    /// <summary>Carries out a command on a gala that is there.</summary>
    private Task<Result<T>> Alter<T>(
        Command command,
        string action,
        object? arguments,
        Func<GalaEventState, DateTimeOffset, Result<GalaEventState>> rule,
        Func<GalaEventState, T> answer
    ) =>
        Carry(
            command,
            action,
            arguments,
            (before, now) => before is null ? CommonRefusals.NotFound : rule(before, now),
            answer
        );

    private async Task<Result<T>> Carry<T>(
        Command command,
        string action,
        object? arguments,
        Func<GalaEventState?, DateTimeOffset, Result<GalaEventState>> rule,
        Func<GalaEventState, T> answer
    )
    {
        var before = _state;
        GalaEventState? next = null;
        var kept = await this.Carry<T>(
            store,
            log,
            new CommandEnvelope(command, Scope, action, arguments),
            async work =>
            {
                if (!rule(before, work.Now).Succeeded(out var after, out var refusal))
                {
                    return refusal;
                }
                if (after != before)
                {
                    next = after with { Version = (before?.Version ?? 0) + 1 };
                    await GalaStorage.Save(work.Db, before, next);
                    GalaNews.Tell(work, before, next);
                }
                return answer(next ?? after);
            }
        );
        if (!kept.IsRefused && next is not null)
        {
            _state = next;
            TellWatchers();
            FollowSessions();
        }
        return kept;
    }
}
