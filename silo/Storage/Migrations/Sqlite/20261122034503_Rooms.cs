using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GalaPlatform.Silo.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Rooms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "room_entries",
                columns: table => new
                {
                    gala = table.Column<Guid>(type: "TEXT", nullable: false),
                    epoch = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    seat = table.Column<Guid>(type: "TEXT", nullable: true),
                    classroom = table.Column<Guid>(type: "TEXT", nullable: true),
                    author_name = table.Column<string>(type: "TEXT", nullable: true),
                    author_class = table.Column<string>(type: "TEXT", nullable: true),
                    author_school = table.Column<string>(type: "TEXT", nullable: true),
                    data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room_entries", x => new { x.gala, x.epoch, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "room_reactions",
                columns: table => new
                {
                    gala = table.Column<Guid>(type: "TEXT", nullable: false),
                    second = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room_reactions", x => new { x.gala, x.second, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "rooms",
                columns: table => new
                {
                    gala = table.Column<Guid>(type: "TEXT", nullable: false),
                    epoch = table.Column<string>(type: "TEXT", nullable: false),
                    head = table.Column<long>(type: "INTEGER", nullable: false),
                    open = table.Column<bool>(type: "INTEGER", nullable: false),
                    slow_seconds = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rooms", x => x.gala);
                });

            migrationBuilder.CreateIndex(
                name: "IX_room_entries_id",
                table: "room_entries",
                column: "id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "room_entries");

            migrationBuilder.DropTable(
                name: "room_reactions");

            migrationBuilder.DropTable(
                name: "rooms");
        }
    }
}
