namespace GalaPlatform.Classrooms;

/// <summary>The names that seats may have: animals and colours, none of them a person's.</summary>
public static class Pseudonyms
{
    private static readonly string[] Animals =
    [
        "Loutre",
        "Mésange",
        "Baleine",
        "Grenouille",
        "Libellule",
        "Hermine",
        "Martre",
        "Outarde",
        "Tortue",
        "Coccinelle",
        "Chouette",
        "Marmotte",
        "Gélinotte",
        "Salamandre",
        "Abeille",
        "Belette",
        "Sittelle",
        "Truite",
        "Étoile de mer",
        "Bernache",
    ];

    private static readonly string[] Colours =
    [
        "bleue",
        "verte",
        "rouge",
        "dorée",
        "argentée",
        "violette",
        "orange",
        "turquoise",
        "rose",
        "blanche",
        "grise",
        "brune",
        "indigo",
        "ocre",
        "cuivrée",
        "émeraude",
    ];

    /// <summary>How many names there are.</summary>
    public static int Count => Animals.Length * Colours.Length;

    /// <summary>The name at a place, 0 to <see cref="Count"/> − 1; neighbours differ in both words.</summary>
    public static string At(int place) =>
        $"{Animals[place % Animals.Length]} {Colours[place / Animals.Length % Colours.Length]}";

    /// <summary>True if the name is on the list.</summary>
    public static bool Contains(string name) => Enumerable.Range(0, Count).Any(place => At(place) == name);
}
