public import ArgumentParser
public import Gallery

extension CatalogueFormat: ExpressibleByArgument {}
