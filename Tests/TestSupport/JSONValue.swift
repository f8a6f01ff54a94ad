/// JSON as RFC 8259 has it, read strictly: the judge of what the program writes.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number as it is written, so that no digit is lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Keys and values in their order.
  case object([Member])

  /// A key and its value.
  public struct Member: Sendable, Equatable {
    public let key: String
    public let value: JSONValue
  }

  /// What is wrong, and at which byte.
  public struct Fault: Error, CustomStringConvertible {
    public let description: String
  }

  /// Reads one document.
  public init(parsing text: some Sequence<UInt8>) throws(Fault) {
    var parser = JSONParser(Array(text))
    self = try parser.document()
  }

  /// Reads a document a line.
  public static func lines(_ text: String) throws(Fault) -> [JSONValue] {
    var values: [JSONValue] = []
    for line in text.split(separator: "\n") { values.append(try JSONValue(parsing: line.utf8)) }
    return values
  }

  /// The value under a key; nil where there is none.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The element at a position; nil where there is none.
  public subscript(position: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
    return elements[position]
  }

  /// The keys of an object, in their order.
  public var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }

  /// The elements of an array; empty for anything else.
  public var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// The value as a whole number, where it is one.
  public var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }

  /// The value as text, where it is a string.
  public var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}
