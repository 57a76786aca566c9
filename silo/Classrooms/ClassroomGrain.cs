using System.Collections.Immutable;
using System.Security.Cryptography;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Classrooms;

internal sealed class ClassroomGrain(
    IGrainContext context,
    IGalaStore store,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<ClassroomGrain> log
) : IClassroomGrain, IGrainBase
{
    private ClassroomState? _state;

    public IGrainContext GrainContext => context;

    private ClassroomId Id => new(this.GetPrimaryKey());

    private string Scope => $"classroom/{Id}";

    public async Task OnActivateAsync(CancellationToken token) => _state = await store.Read(Load, token);

    public Task<Result<ClassroomView>> Get() =>
        Task.FromResult<Result<ClassroomView>>(_state is { } state ? state.View : CommonRefusals.NotFound);

    public async Task<Result<ClassroomView>> Create(Command command, SchoolId school, string name, int headcount)
    {
        var owner = await grains.GetGrain<ISchoolGrain>(school.Value).Get();
        var envelope = new CommandEnvelope(
            command,
            Scope,
            "classroom.create",
            new
            {
                school,
                name,
                headcount,
            }
        );
        var kept = await this.Carry<ClassroomView>(
            store,
            log,
            envelope,
            work => Task.FromResult(Create(work, owner, name, headcount))
        );
        _state ??= kept.Value is { } view ? new(view, null, ImmutableDictionary<SeatId, Seat>.Empty) : null;
        return kept;
    }

    public async Task<Result<ClassCode>> NewCode(Command command, GalaId? gala)
    {
        if (_state is not { } state)
        {
            return CommonRefusals.NotFound;
        }
        var shown = gala is { } id ? await grains.GetGrain<IGalaGrain>(id.Value).Get() : null;
        var envelope = new CommandEnvelope(command, Scope, "classroom.new-code", gala);
        CodeInForce? next = null;
        var kept = await this.Carry<ClassCode>(
            store,
            log,
            envelope,
            async work =>
            {
                if (shown is not null && shown.Value?.Schools.Contains(state.View.School) != true)
                {
                    return CommonRefusals.NotFound with { Field = "galaId" };
                }
                var end = ClassroomRules.CodeEnd(shown?.Value?.StartsAt, work.Now);
                next = new CodeInForce(await FreshCode(work.Db), gala, end);
                await Replace(work.Db, next);
                return new ClassCode(next.Code, end);
            }
        );
        if (!kept.IsRefused && next is not null)
        {
            _state = state with { Code = next };
        }
        return kept;
    }

    public async Task<Result<SeatView>> TakeSeat(Command command, string code, SeatKind kind, string? nickname)
    {
        if (_state is not { } state)
        {
            return ClassroomRefusals.CodeUnknown;
        }
        var envelope = new CommandEnvelope(
            command,
            Scope,
            "classroom.take-seat",
            new
            {
                code,
                kind,
                nickname,
            }
        );
        var dice = RandomNumberGenerator.GetInt32(Pseudonyms.Count);
        Seat? next = null;
        var kept = await this.Carry<SeatView>(
            store,
            log,
            envelope,
            work =>
            {
                var id = SeatId.New(clock);
                var taken = ClassroomRules.TakeSeat(state, id, code, kind, nickname, dice, work.Now);
                next = taken.Value;
                if (next is not null)
                {
                    work.Db.Add(RowOf(next, work.Now));
                }
                return Task.FromResult(taken.Map(seat => seat.ToView(state.View)));
            }
        );
        if (!kept.IsRefused && next is not null)
        {
            _state = state with { Seats = state.Seats.Add(next.Id, next) };
        }
        return kept;
    }

    public Task<Result<SeatView>> GetSeat(SeatId seat) =>
        Task.FromResult<Result<SeatView>>(
            _state?.Seats.GetValueOrDefault(seat) is { } found && found.ExpiresAt > clock.GetUtcNow()
                ? found.ToView(_state.View)
                : CommonRefusals.NotFound
        );

    private Result<ClassroomView> Create(CommandTransaction work, Result<SchoolView> owner, string name, int headcount)
    {
        if (!owner.Succeeded(out var school, out var refusal))
        {
            return refusal;
        }
        var created = ClassroomRules.Create(_state, Id, school, name, headcount);
        if (created.Value is { } view)
        {
            work.Db.Add(
                new ClassroomRow
                {
                    Id = Id.Value,
                    SchoolId = school.Id.Value,
                    Name = view.Name,
                    Headcount = view.Headcount,
                    CreatedAt = work.Now,
                    Version = view.Version,
                }
            );
        }
        return created;
    }

    private async Task Replace(GalaDbContext db, CodeInForce code)
    {
        var classroom = Id.Value;
        await db.Set<ClassCodeRow>().Where(row => row.ClassroomId == classroom).ExecuteDeleteAsync();
        db.Add(
            new ClassCodeRow
            {
                Code = code.Code,
                ClassroomId = classroom,
                GalaId = code.Gala?.Value,
                ExpiresAt = code.ExpiresAt,
            }
        );
    }

    private static async Task<string> FreshCode(GalaDbContext db)
    {
        while (true)
        {
            var code = RandomNumberGenerator.GetString(ClassCodes.Alphabet, ClassCodes.Length);
            if (!await db.Set<ClassCodeRow>().AnyAsync(row => row.Code == code))
            {
                return code;
            }
        }
    }

    private SeatRow RowOf(Seat seat, DateTimeOffset now) =>
        new()
        {
            Id = seat.Id.Value,
            ClassroomId = Id.Value,
            Kind = seat.Kind,
            Name = seat.Name,
            GalaId = seat.Gala?.Value,
            TakenAt = now,
            ExpiresAt = seat.ExpiresAt,
        };

    private async Task<ClassroomState?> Load(GalaDbContext db, CancellationToken stop)
    {
        var (id, now) = (Id.Value, clock.GetUtcNow());
        var view = await ClassroomQueries.Views(db).SingleOrDefaultAsync(row => row.Classroom.Id == id, stop);
        if (view is null)
        {
            return null;
        }
        var code = await db.Set<ClassCodeRow>().SingleOrDefaultAsync(row => row.ClassroomId == id, stop);
        var seats = await db.Set<SeatRow>()
            .Where(row => row.ClassroomId == id && row.ExpiresAt > now)
            .ToArrayAsync(stop);
        return new ClassroomState(
            view.ToView(),
            code is null ? null : new(code.Code, code.GalaId is { } gala ? new GalaId(gala) : null, code.ExpiresAt),
            seats.Select(row => row.ToSeat()).ToImmutableDictionary(seat => seat.Id)
        );
    }
}
