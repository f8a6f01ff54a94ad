import Glibc
import SaveStream

/// The arguments of the program: a file name among them may be no UTF-8.
enum ProgramArguments {
  /// Those behind the name of the program.
  static var all: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { place in
      guard let argument = CommandLine.unsafeArgv[place] else { return nil }
      let bytes = UnsafeBufferPointer(start: argument, count: strlen(argument))
      return FileNameText.text(of: bytes.map { UInt8(bitPattern: $0) })
    }
  }
}
