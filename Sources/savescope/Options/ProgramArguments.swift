import CTerminal
import Glibc
@_spi(Measuring) import SaveStream

/// The arguments of the program: a file name among them may be no UTF-8. `CommandLine` has none where there is no
/// /proc.
enum ProgramArguments {
  /// Those behind the name of the program.
  static var all: [String] {
    var all: [String] = []
    while let argument = ct_argument(CInt(all.count) + 1) {
      let bytes = UnsafeBufferPointer(start: argument, count: strlen(argument))
      all.append(FileNameText.text(of: bytes.map { UInt8(bitPattern: $0) }))
    }
    return all
  }
}
