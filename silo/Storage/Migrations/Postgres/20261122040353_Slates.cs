using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GalaPlatform.Silo.Storage.Migrations.Postgres
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
                    id = table.Column<long>(type: "bigint", nullable: false),
                    asset = table.Column<string>(type: "text", nullable: false, collation: "C")
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
