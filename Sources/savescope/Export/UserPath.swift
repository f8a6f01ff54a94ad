/// A path as somebody types it inside the inspector, where no shell reads it first.
enum UserPath {
  /// The path itself; `~/` stands for the home folder, as in a shell.
  static func expanded(_ typed: String) -> String {
    guard typed.hasPrefix("~/"), let home = Environment.value(of: "HOME") else { return typed }
    return home + typed.dropFirst()
  }
}
