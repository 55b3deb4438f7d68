import Glibc
import Testing

@testable import tessera

struct PictureFolderTests {
    /// A folder with `in/a b.svg`, a link out of it, a picture beside it and one that is too large.
    struct Folder: ~Copyable {
        let path = "/tmp/tessera-pictures-\(getpid())-\(UInt64.random(in: 0 ... .max))"

        init() throws {
            mkdir(path, 0o755)
            mkdir(path + "/in", 0o755)
            try FileWriter.write("<svg/>", to: path + "/in/a b.svg")
            try FileWriter.write("secret", to: path + "/secret.png")
            try FileWriter.write("words", to: path + "/in/words.txt")
            try FileWriter.write(String(repeating: "x", count: 1 << 20), to: path + "/in/large.png")
            symlink(path + "/secret.png", path + "/in/link.png")
        }

        deinit {
            for file in ["in/a b.svg", "secret.png", "in/words.txt", "in/large.png", "in/link.png"] {
                unlink(path + "/" + file)
            }
            rmdir(path + "/in")
            rmdir(path)
        }
    }

    static let svg = "data:image/svg+xml;base64,PHN2Zy8+"

    @Test(arguments: [
        ("a b.svg", true), ("a%20b.svg", true), ("https://example.org/a%20b.svg?size=3", true), ("/a b.svg", true),
        ("../secret.png", false), ("link.png", false), ("large.png", false), ("words.txt", false), ("none.svg", false),
        ("", false), ("https://example.org", false), ("%00a b.svg", false),
    ])
    func `only pictures below the folder are taken`(url: String, isTaken: Bool) throws {
        let folder = try Folder()
        let pictures = try PictureFolder(folder.path + "/in")
        #expect(pictures.dataURI(ofPictureAt: url) == (isTaken ? Self.svg : nil))
    }

    @Test func `a full path and a file address are taken below the folder only`() throws {
        let folder = try Folder()
        let pictures = try PictureFolder(folder.path + "/in")
        #expect(pictures.dataURI(ofPictureAt: folder.path + "/in/a b.svg") == Self.svg)
        #expect(pictures.dataURI(ofPictureAt: "file://" + folder.path + "/in/a%20b.svg") == Self.svg)
        #expect(pictures.dataURI(ofPictureAt: folder.path + "/secret.png") == nil)
    }

    @Test func `a folder that is not there is an error`() {
        #expect(throws: ToolError.self) { try PictureFolder("/tmp/tessera-no-such-folder") }
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ])
    func `base 64 is that of RFC 4648`(text: String, encoded: String) {
        #expect(Base64.text(of: Array(text.utf8).span) == encoded)
    }
}
