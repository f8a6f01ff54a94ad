import Glibc
@_spi(Measuring) import SaveStream

/// Takes any bytes as a capture and does with them what the program does. Whatever they are, nothing may trap, hang or
/// take memory beyond reason, and what the manual promises must hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func driveInput(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let (bytes, choice) = Choice.parted(Array(UnsafeBufferPointer(start: data, count: count)))
  var random = choice.random
  let options = choice.reading(&random)
  let drives = choice.drives(&random)
  let subject = Subject(options.salvages ? Choice.damaged(bytes, &random) : bytes, options)
  for drive in drives { drive.run(on: subject, &random) }
  return 0
}

/// Before all else: a pipe that is read no further is no reason to end.
@_cdecl("LLVMFuzzerInitialize")
public func prepare(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
  signal(SIGPIPE, SIG_IGN)
  return 0
}

/// Where the program begins, by the name that the package manager gives it.
@_cdecl("FuzzCaptures_main")
public func runFuzzer(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments) { data, count in data.map { driveInput($0, count) } ?? 0 }
}

/// libFuzzer, as a function.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Bytes that are read as a capture in one way.
struct Subject {
  /// A name that would steer a terminal.
  static let path = "fuzz\u{1b}[31m\u{202e}\n\u{9b}x,\"y\""

  let bytes: [UInt8]
  let options: ReadingOptions
  let capture: Capture
  /// nil where the bytes are no capture at all.
  let index: IndexSnapshot?

  init(_ bytes: [UInt8], _ options: ReadingOptions) {
    self.bytes = bytes
    self.options = options
    capture = Capture(bytes: bytes, path: Self.path)
    let indexer = CaptureIndexer(capture: capture, options: options)
    index = (try? indexer.run()) == nil ? nil : indexer.index.snapshot
    if let index { promise(index.isFinished, "the indexer returned before it was done") }
  }

  /// Whether it is read as a receiver would read it, and nothing about it was named or guessed.
  var isPlain: Bool { options == ReadingOptions() }
}

/// Ends the program where something does not hold that must.
func promise(_ holds: Bool, _ words: @autoclosure () -> String) {
  if !holds { fatalError(words()) }
}
