using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GalaPlatform.Silo.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Slates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "slates",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    asset = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slates", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "slates");
        }
    }
}
