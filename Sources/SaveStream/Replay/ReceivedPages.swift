import SystemPackage

/// The current content of each page that was sent as compressed data, as a receiver holds it or, for a replay of the
/// sender's cache, the sender.
///
/// Up to a number of pages lie in memory; those beyond go to a temporary file, so that a capture of tiny deltas cannot
/// fill the memory.
final class ReceivedPages {
  private let path: String
  private let spoolFolder: String?
  private let maximumPagesInMemory: Int
  private var slots: [UInt64: Int] = [:]
  private var blocks: [[UInt8]] = []
  private var spill: SpoolFile?

  private static let pagesPerBlock = 256

  /// - Parameters:
  ///   - path: the capture's, for errors.
  ///   - spoolFolder: where the temporary file goes; nil for the usual folder.
  ///   - maximumPagesInMemory: 65,536 pages are 256 MiB.
  init(path: String, spoolFolder: String?, maximumPagesInMemory: Int = 1 << 16) {
    self.path = path
    self.spoolFolder = spoolFolder
    self.maximumPagesInMemory = maximumPagesInMemory
  }

  /// Copies the page into `page`, of 4096 bytes; false when nothing is known of it.
  func load(_ pfn: UInt64, into page: inout [UInt8]) throws(CaptureError) -> Bool {
    guard let slot = slots[pfn] else { return false }
    if let spill, slot >= maximumPagesInMemory {
      do throws(Errno) {
        let offset = UInt64(slot - maximumPagesInMemory) * UInt64(pageSize)
        var failure: Errno?
        unsafe page.withUnsafeMutableBytes { bytes in
          do throws(Errno) { _ = unsafe try spill.file.readFully(at: offset, into: bytes) } catch { failure = error }
        }
        if let failure { throw failure }
      } catch {
        throw trouble(error)
      }
    } else {
      let place = slot % Self.pagesPerBlock * pageSize
      Self.copy(blocks[slot / Self.pagesPerBlock], from: place, over: &page, to: 0)
    }
    return true
  }

  /// Keeps the page.
  func store(_ pfn: UInt64, _ page: [UInt8]) throws(CaptureError) {
    let slot = slots[pfn] ?? slots.count
    slots[pfn] = slot
    guard slot < maximumPagesInMemory else { return try write(page, to: slot - maximumPagesInMemory) }
    let block = slot / Self.pagesPerBlock
    if block == blocks.count { blocks.append([UInt8](repeating: 0, count: Self.pagesPerBlock * pageSize)) }
    Self.copy(page, from: 0, over: &blocks[block], to: slot % Self.pagesPerBlock * pageSize)
  }

  private static func copy(_ source: [UInt8], from start: Int, over target: inout [UInt8], to place: Int) {
    var span = target.mutableSpan
    span.copy(pageSize, from: source.span, at: start, to: place)
  }

  private func write(_ page: [UInt8], to slot: Int) throws(CaptureError) {
    let file: SpoolFile
    if let spill {
      file = spill
    } else {
      file = try SpoolFile.make(in: spoolFolder, for: path)
      spill = file
    }
    var failure: Errno?
    unsafe page.withUnsafeBytes { bytes in
      do throws(Errno) { unsafe try file.write(bytes, at: UInt64(slot) * UInt64(pageSize)) } catch { failure = error }
    }
    if let failure { throw trouble(failure) }
  }

  private func trouble(_ error: Errno) -> CaptureError {
    CaptureError(
      .spool, path: path,
      reason: "needs a temporary file, which fails: \(error.words); choose a folder with more room with --spool DIR")
  }
}
