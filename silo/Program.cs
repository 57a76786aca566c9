return await GalaPlatform.Silo.Platform.SiloProgram.Run(args);
