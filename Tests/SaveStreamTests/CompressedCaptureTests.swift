import Glibc
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct CompressedCaptureTests {
  enum Format: String, CaseIterable {
    case gzip, zstd, xz

    var compression: Capture.Compression { Capture.Compression(rawValue: rawValue) ?? .none }

    func pack(_ bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .gzip: Packed.gzip(bytes)
      case .zstd: Packed.zstd(bytes)
      case .xz: Packed.xz(bytes)
      }
    }
  }

  /// 900,000 bytes of 4 random bits each, so that they pack evenly to about half.
  static let content: [UInt8] = {
    var state: UInt64 = 0x5a7e_5c09_e000_0001
    return (0..<900_000).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(state >> 60)
    }
  }()

  private func open(_ bytes: [UInt8]) throws -> (capture: Capture, file: TemporaryFile) {
    let file = TemporaryFile(bytes)
    return (try Capture.open(file.path), file)
  }

  /// Whether the capture begins with the first `count` bytes of the content. A comparison of arrays inside `#expect`
  /// would print all of them.
  private func isContent(_ capture: Capture, _ count: Int) throws -> Bool {
    try capture.bytes(at: 0, count: count).elementsEqual(CompressedCaptureTests.content[..<count])
  }

  @Test(arguments: Format.allCases)
  func unpacksAWholeFile(_ format: Format) throws {
    let (capture, _) = try open(format.pack(CompressedCaptureTests.content))
    #expect(capture.compression == format.compression)
    #expect(try capture.wait(for: 900_000))
    #expect(try !capture.wait(for: 900_001))
    #expect(capture.compression == format.compression)
    #expect(capture.isComplete)
    #expect(capture.failure == nil)
    #expect(try isContent(capture, 900_000))
  }

  @Test(arguments: Format.allCases)
  func unpacksSeveralPiecesOneAfterTheOther(_ format: Format) throws {
    let pieces = [0..<100, 100..<100, 100..<400_000, 400_000..<900_000]
    let (capture, _) = try open(pieces.flatMap { format.pack(Array(CompressedCaptureTests.content[$0])) })
    #expect(try capture.wait(for: 900_000))
    #expect(try !capture.wait(for: 900_001))
    #expect(capture.failure == nil)
    #expect(try isContent(capture, 900_000))
  }

  @Test(arguments: Format.allCases)
  func keepsWhatCameBeforeACut(_ format: Format) throws {
    let packed = format.pack(CompressedCaptureTests.content)
    let (capture, file) = try open(Array(packed[..<(packed.count * 2 / 3)]))
    #expect(try !capture.wait(for: 900_000))
    #expect(capture.size > 400_000)
    #expect(try isContent(capture, Int(capture.size)))
    #expect(capture.failure?.path == file.path)
    #expect(capture.failure?.offset == UInt64(packed.count * 2 / 3))
    #expect(capture.failure?.reason.contains("ends in the middle") == true)
  }

  @Test(arguments: Format.allCases)
  func keepsWhatCameBeforeDamage(_ format: Format) throws {
    var packed = format.pack(CompressedCaptureTests.content)
    let place = packed.count * 2 / 3
    for position in place..<place + 64 { packed[position] ^= 0x5a }
    let (capture, _) = try open(packed)
    #expect(try !capture.wait(for: .max))
    #expect(capture.size > 300_000)
    #expect(try isContent(capture, 300_000))
    let offset = try #require(capture.failure?.offset)
    #expect(offset > place - 200_000 && offset <= packed.count)
  }

  @Test(arguments: Format.allCases)
  func saysWhereBytesFollowThatAreNotPacked(_ format: Format) throws {
    let packed = format.pack(CompressedCaptureTests.content)
    let (capture, _) = try open(packed + Array("and then some text".utf8))
    #expect(try capture.wait(for: 900_000))
    #expect(try !capture.wait(for: 900_001))
    let offset = try #require(capture.failure?.offset)
    #expect((packed.count...packed.count + 18).contains(Int(offset)))
  }

  @Test func zerosMayFollowGzip() throws {
    let (capture, _) = try open(Packed.gzip([1, 2, 3]) + [UInt8](repeating: 0, count: 100_000))
    #expect(try !capture.wait(for: 4))
    #expect(capture.size == 3)
    #expect(capture.failure == nil)
  }

  @Test(arguments: Format.allCases)
  func opensAnyCutAndAnyFlippedByteWithoutHanging(_ format: Format) throws {
    let packed = format.pack(Array(CompressedCaptureTests.content[..<500]))
    for cut in packed.indices.dropFirst() {
      let (capture, _) = try open(Array(packed[..<cut]))
      #expect((try? capture.wait(for: 501)) != true)
      var flipped = packed
      flipped[cut] ^= 0x41
      let (other, _) = try open(flipped)
      #expect((try? other.wait(for: 10_000_000)) != true)
    }
  }

  @Test(arguments: Format.allCases)
  func saysThatThePackedFileIsEmpty(_ format: Format) throws {
    let (capture, _) = try open(format.pack([]))
    let error = #expect(throws: CaptureError.self) { try capture.wait(for: 1) }
    #expect(error?.reason == "is empty once unpacked")
  }

  @Test(arguments: Format.allCases)
  func aPackedFileThatShrinksWhileOpenIsAnErrorOrDamage(_ format: Format) throws {
    let packed = format.pack([UInt8](repeating: 1, count: 1000))
    let file = TemporaryFile(packed)
    let input = try InputFile.open(file.path)
    #expect(truncate(file.path, 12) == 0)
    let storage = try SpoolStorage(path: file.path, file: input, spool: SpoolFile.make(in: nil, for: file.path))
    let error = #expect(throws: CaptureError.self) { try Capture(path: file.path, storage: storage).wait(for: 1) }
    #expect(error?.offset == 12)
    #expect(error?.reason.contains("shrank") == true)
  }

  @Test func aP2mSizeThatLooksLikeGzipIsNotUnpacked() throws {
    let stream: [UInt8] = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0xf9, 0xff, 0xff, 0xff, 0, 0, 0, 0]
    let (capture, _) = try open(stream)
    #expect(capture.compression == .none)
    #expect(capture.size == 16)
  }

  @Test func manyPackedCapturesOpenAndCloseWithoutLeakingFilesOrThreads() throws {
    let folder = TemporaryFolder()
    let file = TemporaryFile(Packed.zstd(CompressedCaptureTests.content))
    for round in 0..<1000 {
      let capture = try Capture.open(file.path, options: OpenOptions(spoolFolder: folder.path))
      if round % 10 == 0 { #expect(try capture.wait(for: 900_000)) }
    }
    #expect(OpenFiles.count(of: folder.path) == 0)
    #expect(OpenFiles.count(of: file.path) == 0)
  }
}
