Console.WriteLine("A silo runs within web/ in the embedded flavour.");
