import SystemPackage

/// The work of the background thread: takes the bytes of an input, unpacks them, and appends them to a spool file.
///
/// Its buffers have fixed sizes, so data made to unpack into terabytes fills the disk at worst, never memory.
@safe final class SpoolFiller {
  private static let inputCapacity = 64 * 1024
  private static let outputCapacity = 256 * 1024

  private let path: String
  private var flow: InputFlow
  private let spool: SpoolFile
  private let progress: SpoolProgress
  private let input: UnsafeMutableRawBufferPointer
  private let output: UnsafeMutableRawBufferPointer
  /// Bytes appended so far.
  private var spooled: UInt64 = 0
  /// The bytes of `input` that are not used yet.
  private var pending = 0..<0

  init(path: String, flow: InputFlow, spool: SpoolFile, progress: SpoolProgress) {
    self.path = path
    self.flow = flow
    self.spool = spool
    self.progress = progress
    unsafe input = .allocate(byteCount: SpoolFiller.inputCapacity, alignment: 64)
    unsafe output = .allocate(byteCount: SpoolFiller.outputCapacity, alignment: 64)
  }

  deinit {
    unsafe input.deallocate()
    unsafe output.deallocate()
  }

  /// Works to the end of the input, or until stopped.
  func run() {
    do throws(CaptureError) {
      let compression = try detectCompression()
      progress.detected(compression)
      if let unpacker = compression.makeUnpacker() {
        progress.end(try unpack(with: unpacker, compression))
      } else {
        try copy()
        progress.end(spooled == 0 ? .failed(CaptureError(.notAStream, path: path, reason: "is empty")) : .complete)
      }
    } catch {
      progress.end(.failed(error))
    }
  }

  /// Takes bytes until there are enough to tell, or no more.
  private func detectCompression() throws(CaptureError) -> Capture.Compression {
    while pending.count < Capture.Compression.magicLength {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: input[pending.upperBound...])
      let count = unsafe try flow.read(into: rest)
      if count == 0 { break }
      pending = 0..<pending.upperBound + count
    }
    let first = pending.prefix(Capture.Compression.magicLength)
    return Capture.Compression(magic: unsafe Array(input[first]))
  }

  private func copy() throws(CaptureError) {
    while !pending.isEmpty {
      unsafe try append(UnsafeRawBufferPointer(rebasing: input[pending]))
      pending = 0..<(unsafe try flow.read(into: input))
    }
  }

  private func unpack(
    with unpacker: any Unpacker, _ compression: Capture.Compression
  ) throws(CaptureError) -> SpoolProgress.Ending {
    var isLast = false
    while !flow.isStopped {
      if pending.isEmpty, !isLast {
        pending = 0..<(unsafe try flow.read(into: input))
        isLast = pending.isEmpty
      }
      let packed = unsafe UnsafeRawBufferPointer(rebasing: input[pending])
      let step = unsafe unpacker.unpack(packed, into: output, isLast: isLast)
      pending = (pending.lowerBound + step.consumed)..<pending.upperBound
      if step.produced > 0 { unsafe try append(UnsafeRawBufferPointer(rebasing: output[..<step.produced])) }
      if case .damaged(let words) = step.state { return damage(compression, words) }
      let isStuck = step.consumed == 0 && step.produced == 0 && (isLast || !pending.isEmpty)
      if isStuck, step.state == .between { return end() }
      if isStuck { return damage(compression, "it ends in the middle") }
    }
    return .complete
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws(CaptureError) {
    guard UInt64(bytes.count) <= spool.limit - min(spooled, spool.limit) else {
      throw CaptureError(
        .spool, path: path, offset: spooled,
        reason: "has more bytes than its temporary file in \(spool.folder) may hold, \(spool.limit), which without "
          + "--spool-limit are nine tenths of the room there; give a larger limit, or choose another folder with --spool DIR"
      )
    }
    do throws(Errno) {
      unsafe try spool.write(bytes, at: spooled)
    } catch {
      throw CaptureError(
        .spool, path: path, offset: spooled,
        reason: "cannot be kept in the temporary file in \(spool.folder): \(error.words); "
          + "make room there, or choose another folder with --spool DIR")
    }
    spooled &+= UInt64(bytes.count)
    progress.grow(to: spooled)
  }

  private func end() -> SpoolProgress.Ending {
    spooled == 0 ? .failed(CaptureError(.notAStream, path: path, reason: "is empty once unpacked")) : .complete
  }

  private func damage(_ compression: Capture.Compression, _ words: String) -> SpoolProgress.Ending {
    let offset = flow.position &- UInt64(pending.count)
    let reason =
      "the \(compression.rawValue) data cannot be unpacked beyond this offset of the compressed file: \(words); "
      + "\(spooled) bytes were unpacked"
    let error = CaptureError(.damaged, path: path, offset: offset, reason: reason)
    return spooled == 0 ? .failed(error) : .damaged(error)
  }
}
