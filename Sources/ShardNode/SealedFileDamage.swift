/// What is wrong with a sealed file, in words.
struct SealedFileDamage: Error, Equatable {
    let text: String
}
