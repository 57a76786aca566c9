using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Common;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GalaPlatform.Silo.Schools;

internal sealed class SchoolGrain(
    IGrainContext context,
    IGalaStore store,
    IGrainFactory grains,
    ILogger<SchoolGrain> log
) : ISchoolGrain, IGrainBase
{
    private SchoolView? _school;

    public IGrainContext GrainContext => context;

    private SchoolId Id => new(this.GetPrimaryKey());

    public async Task OnActivateAsync(CancellationToken token) =>
        _school = await store.Read(
            async (db, stop) =>
                (await db.Set<SchoolRow>().SingleOrDefaultAsync(row => row.Id == Id.Value, stop))?.ToView(),
            token
        );

    public Task<Result<SchoolView>> Get() =>
        Task.FromResult<Result<SchoolView>>(_school is { } school ? school : CommonRefusals.NotFound);

    public async Task<Result<SchoolView>> Create(Command command, string name)
    {
        var envelope = new CommandEnvelope(command, $"school/{Id}", "school.create", name);
        var kept = await this.Carry<SchoolView>(store, log, envelope, work => Task.FromResult(Create(work, name)));
        _school ??= kept.Value;
        return kept;
    }

    public async Task<Result<Done>> AddMember(
        Command command,
        AccountId account,
        StaffRole role,
        ClassroomId? classroom
    )
    {
        if (_school is null || (classroom is { } room && !await IsOurs(room)))
        {
            return CommonRefusals.NotFound;
        }
        if (role is not (StaffRole.Coordinator or StaffRole.Teacher))
        {
            return SchoolRefusals.BadRole;
        }
        var where = role == StaffRole.Teacher ? classroom : null;
        return await grains.GetGrain<IAccountGrain>(account.Value).Grant(command, new Membership(role, Id, where));
    }

    private Result<SchoolView> Create(CommandTransaction work, string name)
    {
        var created = SchoolRules.Create(_school, Id, name);
        if (created.Value is { } school)
        {
            work.Db.Add(
                new SchoolRow
                {
                    Id = school.Id.Value,
                    Name = school.Name,
                    CreatedAt = work.Now,
                    Version = school.Version,
                }
            );
        }
        return created;
    }

    private async Task<bool> IsOurs(ClassroomId classroom) =>
        (await grains.GetGrain<IClassroomGrain>(classroom.Value).Get()).Value?.School == Id;
}
