using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace GalaPlatform.Embedded.Calls;

using Factory = Func<GrainReferenceShared, IdSpan, object, EmbeddedReference>;

/// <summary>Writes the class of references for an interface: every method packs its arguments and calls its slot.</summary>
internal static class ReferenceEmitter
{
    private static readonly Type[] ConstructorTypes = [typeof(GrainReferenceShared), typeof(IdSpan), typeof(object)];
    private static readonly ConcurrentDictionary<Type, Lazy<Factory>> Factories = new();

    public static Factory FactoryFor(InvokeTable table) =>
        Factories.GetOrAdd(table.Interface, static type => new(() => FactoryOf(Emit(InvokeTable.Of(type))))).Value;

    private static Factory FactoryOf(Type reference)
    {
        var parameters = ConstructorTypes.Select(Expression.Parameter).ToArray();
        var create = Expression.New(reference.GetConstructor(ConstructorTypes)!, parameters.AsEnumerable<Expression>());
        return Expression.Lambda<Factory>(create, parameters).Compile();
    }

    private static Type Emit(InvokeTable table)
    {
        var name = $"GalaPlatform.References.{table.Interface.Name}";
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.Run);
        foreach (var visible in AssembliesNamedBy(table))
        {
            assembly.SetCustomAttribute(
                new CustomAttributeBuilder(typeof(IgnoresAccessChecksToAttribute).GetConstructors()[0], [visible])
            );
        }

        var type = assembly
            .DefineDynamicModule(name)
            .DefineType(
                name,
                TypeAttributes.Public | TypeAttributes.Sealed,
                typeof(EmbeddedReference),
                [table.Interface]
            );
        EmitConstructor(type);
        for (var slot = 0; slot < table.Methods.Length; slot++)
        {
            EmitMethod(type, table.Methods[slot].Method, slot);
        }

        return type.CreateType();
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic;
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, ConstructorTypes)
            .GetILGenerator();
        for (var argument = 0; argument <= ConstructorTypes.Length; argument++)
        {
            code.Emit(OpCodes.Ldarg, argument);
        }

        code.Emit(OpCodes.Call, typeof(EmbeddedReference).GetConstructor(Any, ConstructorTypes)!);
        code.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder type, MethodInfo method, int slot)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var body = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot,
            method.ReturnType,
            parameters
        );
        var code = body.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldc_I4, slot);
        code.Emit(OpCodes.Ldc_I4, parameters.Length);
        code.Emit(OpCodes.Newarr, typeof(object));
        for (var index = 0; index < parameters.Length; index++)
        {
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Ldc_I4, index);
            code.Emit(OpCodes.Ldarg, index + 1);
            code.Emit(OpCodes.Box, parameters[index]);
            code.Emit(OpCodes.Stelem_Ref);
        }

        code.Emit(OpCodes.Call, CallFor(method.ReturnType));
        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(body, method);
    }

    private static MethodInfo CallFor(Type returns)
    {
        var name =
            returns == typeof(void) ? "CallVoid"
            : returns.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal) ? "CallValueTask"
            : "CallTask";
        var call = typeof(EmbeddedReference)
            .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .Single(method => method.Name == name && method.IsGenericMethod == returns.IsGenericType);
        return returns.IsGenericType ? call.MakeGenericMethod(returns.GetGenericArguments()) : call;
    }

    /// <summary>Interfaces and messages may be internal to their assembly; the emitted class must see them all the same.</summary>
    private static IEnumerable<string> AssembliesNamedBy(InvokeTable table) =>
        table
            .Methods.SelectMany(method => method.Parameters.Append(method.Method.ReturnType))
            .SelectMany(Parts)
            .Append(table.Interface)
            .Concat(table.Interface.GetInterfaces())
            .Append(typeof(EmbeddedReference))
            .Select(type => type.Assembly.GetName().Name!)
            .Distinct();

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Append(type);
}
