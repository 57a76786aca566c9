using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GalaPlatform.Silo.Transcoding;

internal static class TranscodingServices
{
    public static IServiceCollection AddTranscoding(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<TranscodingOptions>()
            .Bind(configuration.GetSection(TranscodingOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<TranscodeSignal>()
            .AddSingleton<TranscodeQueue>()
            .AddSingleton<Sandbox>()
            .AddSingleton<VideoProbe>()
            .AddSingleton<Transcoder>()
            .AddSingleton(_ => new ScratchFolder(configuration["GALA_DATA"] ?? "data"))
            .AddSingleton<AssetUploader>()
            .AddSingleton<SpliceCheck>()
            .AddSingleton<TranscodeAttempt>()
            .AddSingleton<SlateMaker>()
            .AddHostedService<TranscodeWorker>();
    }
}
