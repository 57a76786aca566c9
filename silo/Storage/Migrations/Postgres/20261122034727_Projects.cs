using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GalaPlatform.Silo.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Projects : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    classroom_id = table.Column<Guid>(type: "uuid", nullable: false),
                    classroom_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true, collation: "C"),
                    competencies = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    credits = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    review = table.Column<int>(type: "integer", nullable: false),
                    review_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    consent_uses = table.Column<int>(type: "integer", nullable: false),
                    consent_until = table.Column<long>(type: "bigint", nullable: true),
                    media_state = table.Column<int>(type: "integer", nullable: false),
                    problem_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    asset = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    asset_of = table.Column<Guid>(type: "uuid", nullable: true),
                    upload_id = table.Column<Guid>(type: "uuid", nullable: true),
                    file_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    original_upload_id = table.Column<Guid>(type: "uuid", nullable: true),
                    original_blob = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    original_length = table.Column<long>(type: "bigint", nullable: false),
                    original_sha256 = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    original_file_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "transcode_jobs",
                columns: table => new
                {
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    enqueued_at = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    leases = table.Column<int>(type: "integer", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    worker = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lease_until = table.Column<long>(type: "bigint", nullable: true),
                    not_before = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcode_jobs", x => x.project_id);
                });

            migrationBuilder.CreateTable(
                name: "transcode_turns",
                columns: table => new
                {
                    school_id = table.Column<Guid>(type: "uuid", nullable: false),
                    served_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transcode_turns", x => x.school_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_projects_school_id_created_at_id",
                table: "projects",
                columns: new[] { "school_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_transcode_jobs_lease_until_not_before",
                table: "transcode_jobs",
                columns: new[] { "lease_until", "not_before" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropTable(
                name: "transcode_jobs");

            migrationBuilder.DropTable(
                name: "transcode_turns");
        }
    }
}
