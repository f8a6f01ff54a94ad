/// Bytes of a capture that a background thread brings into a temporary file.
///
/// Bytes that arrived stay readable whatever happens to the source. The thread ends with the storage.
final class SpoolStorage: ByteStorage {
  private let path: String
  private let spool: SpoolFile
  private let progress: SpoolProgress
  private let stop: StopSignal
  private let thread: BackgroundThread

  /// Starts to spool the bytes of `file`, unpacked when they are compressed.
  /// - Parameter compression: what is known of it already.
  init(
    path: String, file: InputFile, spool: SpoolFile, compression: Capture.Compression = .none
  ) throws(CaptureError) {
    do {
      let stop = try StopSignal()
      let progress = SpoolProgress(compression: compression)
      let flow = InputFlow(path: path, file: file, stop: stop)
      self.path = path
      self.spool = spool
      self.stop = stop
      self.progress = progress
      thread = try BackgroundThread { SpoolFiller(path: path, flow: flow, spool: spool, progress: progress).run() }
    } catch {
      throw CaptureError(.busy, path: path, reason: "cannot be read in the background: \(error.words)")
    }
  }

  deinit {
    stop.give()
    thread.join()
  }

  var size: UInt64 { progress.available }
  var isComplete: Bool { progress.ending != nil }
  var compression: Capture.Compression { progress.compression }
  var failure: CaptureError? { progress.failure }

  func wait(for size: UInt64) throws(CaptureError) -> Bool { try progress.wait(for: size) }
  func cancelWaiting() { progress.cancelWaiting() }

  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
    unsafe try FileStorage(path: path, file: spool.file, size: progress.available).read(at: offset, into: buffer)
  }
}
