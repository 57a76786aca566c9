using GalaPlatform.Accounts;
using GalaPlatform.Classrooms;
using GalaPlatform.Galas;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GalaPlatform.Silo.Accounts;

/// <summary>An account that has roles; who it is stands in the identity tables.</summary>
internal sealed class StaffRow : IVersionedRow
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
}

internal sealed class MembershipRow
{
    public long Id { get; init; }
    public required Guid AccountId { get; init; }
    public required StaffRole Role { get; init; }
    public Guid? SchoolId { get; init; }
    public Guid? ClassroomId { get; init; }
    public Guid? GalaId { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }

    public static MembershipRow From(AccountId account, Membership membership, DateTimeOffset at) =>
        new()
        {
            AccountId = account.Value,
            Role = membership.Role,
            SchoolId = membership.School?.Value,
            ClassroomId = membership.Classroom?.Value,
            GalaId = membership.Gala?.Value,
            GrantedAt = at,
        };

    public Membership ToMembership() =>
        new(
            Role,
            SchoolId is { } school ? new SchoolId(school) : null,
            ClassroomId is { } classroom ? new ClassroomId(classroom) : null,
            GalaId is { } gala ? new GalaId(gala) : null
        );
}

internal sealed class StaffConfiguration : IEntityTypeConfiguration<StaffRow>
{
    public void Configure(EntityTypeBuilder<StaffRow> builder)
    {
        builder.ToTable("staff");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<MembershipRow>
{
    public void Configure(EntityTypeBuilder<MembershipRow> builder)
    {
        builder.ToTable("memberships");
        builder.Property(row => row.Role).HasConversion<string>();
        builder.HasIndex(row => new { row.AccountId, row.Id });
        builder.HasIndex(row => row.SchoolId);
        builder.HasIndex(row => row.GalaId);
        builder.HasOne<StaffRow>().WithMany().HasForeignKey(row => row.AccountId);
    }
}
