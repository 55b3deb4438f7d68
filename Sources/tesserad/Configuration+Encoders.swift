import Encoding
import Vocabulary

extension Configuration {
    /// The encoders, loaded: about a second for a model.
    ///
    /// - Throws: which one cannot be had, where it stands, and why.
    func loadEncoders() throws(ConfigurationError) -> EncoderSet {
        do throws(CallFailure) {
            return try EncoderSet(encoders)
        } catch {
            let number = Int(error.value ?? 0)
            let place = encoderPlaces.indices.contains(number) ? encoderPlaces[number] : "`encoders`"
            throw ConfigurationError(place: place, message: "`encoders[\(number)]`: \(error)")
        }
    }
}
