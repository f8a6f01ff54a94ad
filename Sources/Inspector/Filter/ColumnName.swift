/// A column in words.
enum ColumnName {
  /// The name of its field as it is typed, and its head where that is another word.
  static func of(_ field: String, head: String) -> String {
    head.lowercased() == field ? field : "\(field) (\(head))"
  }
}
