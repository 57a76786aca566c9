using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GalaPlatform.Web.Platform;

/// <summary>The contract as the product tells it: <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    public static void AddGalaOpenApi(this IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddSchemaTransformer(DescribeSchema);
                options.AddDocumentTransformer(DescribeDocument);
            }
        );

    private static Task DescribeSchema(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancel
    )
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (GalaJson.IsTypedId(type))
        {
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9a-f]{32}$");
        }
        else if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }
        else if (type == typeof(TimeSpan))
        {
            (schema.Type, schema.Description) = (JsonSchemaType.Number, "Seconds.");
        }
        return Task.CompletedTask;
    }

    private static Task DescribeDocument(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancel
    )
    {
        document.Info.Title = "GalaPlatform";
        document.Info.Version = "v1";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The access token of /api/account/login, or the seat token of /api/join.",
        };
        return Task.CompletedTask;
    }
}
