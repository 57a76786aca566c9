using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GalaPlatform.Silo.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Galas : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "galas",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title_fr = table.Column<string>(type: "TEXT", nullable: true),
                    title_en = table.Column<string>(type: "TEXT", nullable: true),
                    description_fr = table.Column<string>(type: "TEXT", nullable: true),
                    description_en = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    details_version = table.Column<long>(type: "INTEGER", nullable: false),
                    programme_version = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_galas", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    gala_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    title_fr = table.Column<string>(type: "TEXT", nullable: true),
                    title_en = table.Column<string>(type: "TEXT", nullable: true),
                    project_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    media = table.Column<string>(type: "TEXT", nullable: true),
                    duration_ticks = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cues",
                columns: table => new
                {
                    gala_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    given_at = table.Column<long>(type: "INTEGER", nullable: false),
                    effective_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cues", x => new { x.gala_id, x.number });
                    table.ForeignKey(
                        name: "FK_cues_galas_gala_id",
                        column: x => x.gala_id,
                        principalTable: "galas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gala_moderators",
                columns: table => new
                {
                    gala_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gala_moderators", x => new { x.gala_id, x.account_id });
                    table.ForeignKey(
                        name: "FK_gala_moderators_galas_gala_id",
                        column: x => x.gala_id,
                        principalTable: "galas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "gala_schools",
                columns: table => new
                {
                    gala_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    school_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gala_schools", x => new { x.gala_id, x.school_id });
                    table.ForeignKey(
                        name: "FK_gala_schools_galas_gala_id",
                        column: x => x.gala_id,
                        principalTable: "galas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "programme_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    gala_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    title_fr = table.Column<string>(type: "TEXT", nullable: true),
                    title_en = table.Column<string>(type: "TEXT", nullable: true),
                    project_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    media = table.Column<string>(type: "TEXT", nullable: true),
                    duration_ticks = table.Column<long>(type: "INTEGER", nullable: false),
                    is_withdrawn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_programme_lines", x => x.id);
                    table.ForeignKey(
                        name: "FK_programme_lines_galas_gala_id",
                        column: x => x.gala_id,
                        principalTable: "galas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_gala_schools_school_id",
                table: "gala_schools",
                column: "school_id");

            migrationBuilder.CreateIndex(
                name: "IX_galas_starts_at_id",
                table: "galas",
                columns: new[] { "starts_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_programme_lines_gala_id_place",
                table: "programme_lines",
                columns: new[] { "gala_id", "place" });

            migrationBuilder.CreateIndex(
                name: "IX_programme_lines_project_id",
                table: "programme_lines",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_gala_id",
                table: "sessions",
                column: "gala_id");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_project_id",
                table: "sessions",
                column: "project_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cues");

            migrationBuilder.DropTable(
                name: "gala_moderators");

            migrationBuilder.DropTable(
                name: "gala_schools");

            migrationBuilder.DropTable(
                name: "programme_lines");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "galas");
        }
    }
}
