using System.Security.Claims;
using GalaPlatform.Accounts;
using GalaPlatform.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace GalaPlatform.Web.Accounts;

internal static class AccountServices
{
    /// <summary>Accounts, sessions, seats, and who may do what.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccountsDatabase(configuration);
        services
            .AddIdentityCore<StaffAccount>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = string.Empty;
                // Length is what counts; rules about signs make passwords worse.
                options.Password.RequiredLength = StaffAccounts.ShortestPassword;
                options.Password.RequiredUniqueChars = 1;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<AccountsDbContext>();
        AddSchemes(services);
        services
            .AddDataProtection()
            .SetApplicationName("GalaPlatform")
            .PersistKeysToFileSystem(DataFolder.KeysOf(configuration));
        services
            .AddSingleton<StaffSessions>()
            .AddSingleton<SeatTokens>()
            .AddSingleton<SignInBudget>()
            .AddSingleton<SetUpDoor>();
        services.AddScoped<StaffAccounts>().AddScoped<Access>();
        return services.AddHostedService<FirstStart>();
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services
            .AddAuthentication(GalaAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, GalaAuthentication>(GalaAuthentication.Name, _ => { })
            .AddBearerToken(
                IdentityConstants.BearerScheme,
                options => options.RefreshTokenExpiration = StaffSessions.Length
            )
            .AddCookie(IdentityConstants.ApplicationScheme, Bake);
        services.AddAuthorization();
    }

    private static void Bake(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = GalaAuthentication.StaffCookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = StaffSessions.Length;
        options.SlidingExpiration = false;
    }
}
