import Glibc

/// The environment that the program was started in.
enum Environment {
  /// A variable; nil when it is not set or empty.
  static func value(of name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
