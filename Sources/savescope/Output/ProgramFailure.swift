import Glibc
@_spi(Measuring) import SaveStream

/// Why a command cannot do what it was asked for: one line on standard error, exit status 2.
struct ProgramFailure: Error {
  /// What is wrong, where, and what to do; nil where there is nothing to say.
  let message: String?
  let status: CInt

  init(_ message: String?, status: CInt = 2) {
    self.message = message
    self.status = status
  }

  /// `FILE: what is wrong; what to do`, with the offset where there is one.
  init(_ error: CaptureError) {
    let isWhole = (error.offset ?? 0) == 0
    let place = isWhole ? "" : ":" + NumberText.hex(error.offset ?? 0)
    let isOfNoUse = isWhole || error.kind == .notAStream
    let advice = error.reason.contains(";") ? "" : isOfNoUse ? Self.advice(error) : Self.mediumAdvice
    self.init("\(displayed(error.path))\(place): \(EscapedText.of(error.reason))\(advice)")
  }

  private static let mediumAdvice = "; check the medium, or copy the capture to another one"

  /// What to do about a capture that is of no use as a whole.
  private static func advice(_ error: CaptureError) -> String {
    // Its first bytes are those of no stream, and nobody has looked further.
    let mayBeDamaged = error.kind == .notAStream && error.offset != nil
    return mayBeDamaged
      ? "; give a capture that xl, xm, libvirt or a Remus tap wrote, or --salvage for one that is damaged"
      : "; give a capture that xl, xm, libvirt or a Remus tap wrote, or - for standard input"
  }

  /// When the reader of the output went away, as `head` does, it ends as quietly as a program that SIGPIPE stops and
  /// with the status that a shell gives such a one.
  init(_ error: OutputError) {
    if error.isClosedByReader {
      self.init(nil, status: 128 + SIGPIPE)
    } else {
      self.init("\(EscapedText.of(error.destination)): \(EscapedText.of(error.reason))")
    }
  }

  /// The words for any error that reading, writing or the command line can end in; nil for another one.
  init?(of error: any Error) {
    switch error {
    case let failure as ProgramFailure: self = failure
    case let error as CaptureError: self.init(error)
    case let error as OutputError: self.init(error)
    default: return nil
    }
  }

  /// Says it and ends the program.
  func end() -> Never {
    if let message { FileWriter.standardError.say("savescope: \(message)\n") }
    exit(status)
  }
}
