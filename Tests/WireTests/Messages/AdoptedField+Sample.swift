// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension AdoptedField: SampledMessage {
    static let empty = AdoptedField()

    static let filled: [AdoptedField] = [
        AdoptedField(
            field: 4000000001, codebookHash: [2, 0, 255], index: FieldIndex.filled[0],
            calibration: FieldCalibration.filled[0], rerank: .sq8)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgMCAP8a4AIKAwEA/xCC0KzzDhiD0KzzDiADKIXQrPMOMIbQrPMOOIeAgICAgICAgAFAiICAgICAgICAAUiJgICA
        gICAgIABUIrQrPMOWIvQrPMOYIzQrPMObQAAWEFyHA0AAMA/EILQrPMOGIPQrPMOIITQrPMOLQAAsEB6HA0AAMA/EILQrPMO
        GIPQrPMOIITQrPMOLQAAsECAAZCAgICAgICAgAGIAZGAgICAgICAgAGQAZKAgICAgICAgAGYAZOAgICAgICAgAGgAQOoAZWA
        gICAgICAgAGwAZbQrPMOxQEAAMRByAGZ0KzzDtUBAADUQdoBXAiB0KzzDhUAACBAGIPQrPMOIhwNAADAPxCC0KzzDhiD0Kzz
        DiCE0KzzDi0AALBAKhwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBANQAA0EA9AADwQEUAAAhB2gEA5QEAAORB6AGdgICA
        gICAgIABIiEIgdCs8w4VAAAgQB0AAGBAIITQrPMOKIWAgICAgICAgAEoAw==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.number(),
            codebookHash: source.blob(),
            index: source.maybe { source in FieldIndex(from: &source) },
            calibration: source.maybe { source in FieldCalibration(from: &source) },
            rerank: source.maybe { source in VectorPrecision.allCases.randomElement(using: &source)! })
    }
}
