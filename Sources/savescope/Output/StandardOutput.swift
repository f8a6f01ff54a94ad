import Glibc
@_spi(Measuring) import SaveStream

/// Runs a command's writing over standard output and sees to it that all of it arrives.
func withStandardOutput<Value>(_ body: (ReportOutput) throws -> Value) throws -> Value {
  let output = ReportOutput { bytes throws(OutputError) in try FileWriter.standardOutput.write(bytes) }
  do {
    let value = try body(output)
    try output.flush()
    return value
  } catch let error as OutputError {
    throw error
  } catch {
    // What was found before the trouble is worth having.
    try output.flush()
    throw error
  }
}

/// Whether a file descriptor leads to a terminal.
func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }
