@_spi(Measuring) import SaveStream

/// A compressed stream of an HVM guest whose entries have PFNs of up to 52 bits, but for bits 28 to 31, where the type
/// stands. No sender writes such PFNs, so that its framing has to be given.
public struct DeltaStream {
  public struct Entry {
    public let pfn: UInt64
    public let type: PageType
    public let delta: [UInt8]

    /// - Parameter delta: by default one byte that changes nothing; left out where the type carries no content.
    public init(_ pfn: UInt64, type: PageType = .ordinary, delta: [UInt8] = [0]) {
      self.pfn = pfn
      self.type = type
      self.delta = delta
    }
  }

  /// What has to be said of the stream to read it.
  public static let options = ReadingOptions(toolstackBits: 64, guest: .hvm)

  private let sink = Collector()
  private var writer: LegacyStreamWriter<Collector>

  /// Begins the stream with a checkpoint that sends nothing.
  public init(p2mSize: UInt64 = 1 << 52) {
    writer = LegacyStreamWriter(to: sink)
    writer.writeHeader(LegacyStreamHeader(p2mSize: p2mSize))
    writer.writeMetadata(.enableCompression)
    endCheckpoint()
  }

  public var bytes: [UInt8] { sink.bytes }

  /// The stream, read.
  public func read() throws -> IndexedCapture { try IndexedCapture(bytes: bytes, options: Self.options) }

  /// Sends a checkpoint.
  public mutating func send(_ entries: [Entry]) {
    for first in stride(from: 0, to: entries.count, by: 1024) {
      let batch = entries[first..<min(first + 1024, entries.count)]
      // Behind the writer's back, which knows PFNs of 28 bits.
      sink.put(UInt32(batch.count))
      for entry in batch { sink.put(entry.pfn | UInt64(entry.type.rawValue) << 28) }
    }
    let deltas = Array(entries.filter(\.type.carriesContent).map(\.delta).joined())
    writer.writeCompressedData(deltas.span)
    endCheckpoint()
  }

  private mutating func endCheckpoint() {
    writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    writer.endBody()
    writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [1, 2, 3],
        deviceModel: .init(signature: .libxl, state: [4])))
  }

  private final class Collector: ByteSink {
    private(set) var bytes: [UInt8] = []

    func write(_ bytes: Span<UInt8>) {
      for place in bytes.indices { self.bytes.append(bytes[place]) }
    }

    func put(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
  }
}
