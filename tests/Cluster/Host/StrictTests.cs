using System.Collections.Immutable;
using GalaPlatform.Embedded.Strict;
using GalaPlatform.Embedded.Testing;

namespace GalaPlatform.Tests.Cluster.Host;

[GenerateSerializer, Alias("test.everything")]
public sealed record Everything(
    [property: Id(0)] string? Text,
    [property: Id(1)] int? Number,
    [property: Id(2)] Guid Key,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] TimeSpan Time,
    [property: Id(5)] DayOfWeek Day,
    [property: Id(6)] byte[] Bytes,
    [property: Id(7)] List<Part> Parts,
    [property: Id(8)] Dictionary<string, Part?> ByName,
    [property: Id(9)] ImmutableArray<int> Numbers,
    [property: Id(10)] Part[][] Nested
);

[GenerateSerializer, Alias("test.part")]
public readonly record struct Part([property: Id(0)] int Number, [property: Id(1)] string? Name);

[GenerateSerializer]
public record Shape([property: Id(0)] string Name);

[GenerateSerializer]
public sealed record Circle(string Name, [property: Id(0)] double Radius) : Shape(Name);

[GenerateSerializer]
public sealed record Wrapper<T>
{
    private Wrapper() { }

    [Id(0)]
    public T? Value { get; init; }

    public static implicit operator Wrapper<T>(T value) => new() { Value = value };
}

[GenerateSerializer]
public sealed record Forgetful([property: Id(0)] int Kept, int Lost);

[GenerateSerializer]
public sealed record Twice([property: Id(0)] int One, [property: Id(0)] int Other);

public sealed record Plain(int Value);

[GenerateSerializer]
public sealed record Deep([property: Id(0)] Wrapper<Plain[]> Inner);

[GenerateSerializer, Alias("test.part")]
public sealed record SameAlias([property: Id(0)] Part Part);

public interface IEchoGrain<T> : IGrainWithIntegerKey
{
    Task<T> Echo(T value);
}

internal abstract class EchoGrain<T> : IEchoGrain<T>
{
    public Task<T> Echo(T value) => Task.FromResult(value);
}

internal sealed class EverythingGrain : EchoGrain<Everything>;

internal sealed class ShapeGrain : EchoGrain<Shape>;

internal sealed class WrapperGrain : EchoGrain<Wrapper<Part>>;

internal sealed class SelfGrain : EchoGrain<IEchoGrain<Shape>>;

internal sealed class WatcherGrain : EchoGrain<IPostWatcher>;

internal sealed class ForgetfulGrain : EchoGrain<Forgetful>;

internal sealed class TwiceGrain : EchoGrain<Twice>;

internal sealed class DeepGrain : EchoGrain<Deep>;

internal sealed class SameAliasGrain : EchoGrain<SameAlias>;

internal sealed class StreamGrain : EchoGrain<Stream>;

public sealed class StrictTests
{
    [Fact]
    public async Task Every_kind_of_member_arrives_as_it_was_sent_and_as_a_copy()
    {
        await using var cluster = await Start<EverythingGrain>();
        var sent = new Everything(
            "é𝄞",
            null,
            Guid.NewGuid(),
            new DateTimeOffset(2026, 12, 15, 9, 0, 0, TimeSpan.FromHours(-5)),
            TimeSpan.FromTicks(7),
            DayOfWeek.Friday,
            [1, 2, 3],
            [new Part(1, "a"), new Part(2, null)],
            new() { ["x"] = new Part(3, "c"), ["y"] = null },
            [4, 5],
            [
                [],
                [new Part(6, "f")],
            ]
        );
        var got = await cluster.Grains.GetGrain<IEchoGrain<Everything>>(0).Echo(sent);

        Assert.Equivalent(sent, got, strict: true);
        Assert.NotSame(sent, got);
        Assert.NotSame(sent.Parts, got.Parts);
        Assert.Equal(sent.At.Offset, got.At.Offset);
    }

    [Fact]
    public async Task Derived_and_generic_types_and_private_constructors_travel()
    {
        await using var shapes = await Start<ShapeGrain>();
        var circle = await shapes.Grains.GetGrain<IEchoGrain<Shape>>(0).Echo(new Circle("round", 2.5));
        Assert.Equal(new Circle("round", 2.5), circle);

        await using var wrappers = await Start<WrapperGrain>();
        Wrapper<Part> wrapped = new Part(1, "one");
        Assert.Equal(wrapped, await wrappers.Grains.GetGrain<IEchoGrain<Wrapper<Part>>>(0).Echo(wrapped));
    }

    [Fact]
    public async Task A_reference_travels_and_can_be_called_at_the_other_end()
    {
        await using var cluster = await Start<SelfGrain, ShapeGrain>();
        var shapes = cluster.Grains.GetGrain<IEchoGrain<Shape>>(5);
        var back = await cluster.Grains.GetGrain<IEchoGrain<IEchoGrain<Shape>>>(0).Echo(shapes);
        Assert.Equal(shapes, back);
        Assert.Equal(new Shape("square"), await back.Echo(new Shape("square")));
    }

    [Fact]
    public async Task An_observer_that_is_no_reference_is_refused()
    {
        await using var cluster = await Start<WatcherGrain>();
        var grain = cluster.Grains.GetGrain<IEchoGrain<IPostWatcher>>(0);
        await Assert.ThrowsAsync<ContractException>(() => grain.Echo(new NoReference()));
    }

    [Fact]
    public async Task A_member_without_an_id_is_refused_when_the_host_starts() =>
        Assert.Equal("IEchoGrain`1.Echo Forgetful.Lost", await Refused<ForgetfulGrain>());

    [Fact]
    public async Task Two_members_with_one_id_are_refused() =>
        Assert.Equal("IEchoGrain`1.Echo Twice.Other", await Refused<TwiceGrain>());

    [Fact]
    public async Task A_type_that_was_not_made_to_travel_is_refused_with_the_way_to_it() =>
        Assert.Equal("IEchoGrain`1.Echo Deep.Inner.Value[]", await Refused<DeepGrain>());

    [Fact]
    public async Task Two_types_with_one_alias_are_refused() =>
        Assert.Equal("IEchoGrain`1.Echo SameAlias.Part", await Refused<SameAliasGrain>());

    [Fact]
    public async Task What_only_lives_in_this_process_is_refused()
    {
        await using var cluster = await Start<StreamGrain>();
        var grain = cluster.Grains.GetGrain<IEchoGrain<Stream>>(0);
        await Assert.ThrowsAsync<ContractException>(() => grain.Echo(Stream.Null));
    }

    [Fact]
    public async Task What_cannot_travel_may_be_sent_where_the_host_is_not_strict()
    {
        await using var cluster = await EmbeddedCluster.Start(
            _ => { },
            options =>
            {
                options.Strict = false;
                options.GrainClasses.Add(typeof(ForgetfulGrain));
            }
        );
        var sent = new Forgetful(1, 2);
        Assert.Same(sent, await cluster.Grains.GetGrain<IEchoGrain<Forgetful>>(0).Echo(sent));
    }

    private static Task<EmbeddedCluster> Start<TGrain>() => Start<TGrain, TGrain>();

    private static Task<EmbeddedCluster> Start<TGrain, TOther>() =>
        EmbeddedCluster.Start(
            _ => { },
            options =>
            {
                options.GrainClasses.Add(typeof(TGrain));
                options.GrainClasses.Add(typeof(TOther));
            }
        );

    private static async Task<string> Refused<TGrain>() =>
        (await Assert.ThrowsAsync<ContractException>(() => Start<TGrain>())).Path;

    private sealed class NoReference : IPostWatcher
    {
        public Task Received(int number) => Task.CompletedTask;
    }
}
