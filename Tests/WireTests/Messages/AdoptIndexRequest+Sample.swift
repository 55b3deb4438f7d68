// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension AdoptIndexRequest: SampledMessage {
    static let empty = AdoptIndexRequest()

    static let filled: [AdoptIndexRequest] = [
        AdoptIndexRequest(
            gallery: 4000000001, fields: [AdoptedField.filled[0], AdoptedField()], threadCount: 4000000003)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEpMDCIHQrPMOEgMCAP8a4AIKAwEA/xCC0KzzDhiD0KzzDiADKIXQrPMOMIbQrPMOOIeAgICAgICAgAFAiICAgICA
        gICAAUiJgICAgICAgIABUIrQrPMOWIvQrPMOYIzQrPMObQAAWEFyHA0AAMA/EILQrPMOGIPQrPMOIITQrPMOLQAAsEB6HA0A
        AMA/EILQrPMOGIPQrPMOIITQrPMOLQAAsECAAZCAgICAgICAgAGIAZGAgICAgICAgAGQAZKAgICAgICAgAGYAZOAgICAgICA
        gAGgAQOoAZWAgICAgICAgAGwAZbQrPMOxQEAAMRByAGZ0KzzDtUBAADUQdoBXAiB0KzzDhUAACBAGIPQrPMOIhwNAADAPxCC
        0KzzDhiD0KzzDiCE0KzzDi0AALBAKhwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBANQAA0EA9AADwQEUAAAhB2gEA5QEA
        AORB6AGdgICAgICAgIABIiEIgdCs8w4VAAAgQB0AAGBAIITQrPMOKIWAgICAgICAgAEoAxIAGIPQrPMO
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            fields: source.some { source in AdoptedField(from: &source) },
            threadCount: source.number())
    }
}
