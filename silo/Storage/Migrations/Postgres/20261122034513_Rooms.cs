using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GalaPlatform.Silo.Storage.Migrations.Postgres
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
                    gala = table.Column<Guid>(type: "uuid", nullable: false),
                    epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    seat = table.Column<Guid>(type: "uuid", nullable: true),
                    classroom = table.Column<Guid>(type: "uuid", nullable: true),
                    author_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    author_class = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    author_school = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    data = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room_entries", x => new { x.gala, x.epoch, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "room_reactions",
                columns: table => new
                {
                    gala = table.Column<Guid>(type: "uuid", nullable: false),
                    second = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room_reactions", x => new { x.gala, x.second, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "rooms",
                columns: table => new
                {
                    gala = table.Column<Guid>(type: "uuid", nullable: false),
                    epoch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    head = table.Column<long>(type: "bigint", nullable: false),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    slow_seconds = table.Column<int>(type: "integer", nullable: false)
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
