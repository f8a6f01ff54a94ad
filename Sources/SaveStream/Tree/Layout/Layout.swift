/// A guest structure as a table: the one source for its tree nodes, hex highlight, JSON and diff.
package struct Layout: Sendable {
  /// The structure's name, as Xen spells it.
  package let name: String
  /// The bytes the structure occupies.
  package let byteCount: Int
  /// In ascending order of offset, without overlap. What lies between them is padding.
  package let fields: [Field]
  /// What the bytes are that follow the structure where a record holds more than `byteCount`.
  package let rest: Rest

  package init(_ name: String, byteCount: Int, rest: Rest = Rest("rest"), _ fields: [Field]) {
    self.name = name
    self.byteCount = byteCount
    self.rest = rest
    self.fields = fields
  }

  /// A layout from groups of fields, each made by a `Field` or by `Field.row`.
  init(_ name: String, byteCount: Int, rest: Rest = Rest("rest"), rows: [[Field]]) {
    self.init(name, byteCount: byteCount, rest: rest, rows.flatMap { $0 })
  }

  /// One named part of a structure.
  package struct Field: Sendable {
    package let name: String
    /// Bytes from the start of the structure.
    package let offset: Int
    package let type: FieldType
    /// What the field is for, in a few words; empty where the name says it all.
    package let meaning: String

    package init(_ name: String, at offset: Int, _ type: FieldType, _ meaning: String = "") {
      self.name = name
      self.offset = offset
      self.type = type
      self.meaning = meaning
    }

    /// One past the field's last byte.
    var end: Int { offset + type.byteCount }

    /// Fields of one type, each right after the one before.
    static func row(_ names: [String], at offset: Int, _ type: FieldType, _ meaning: String = "") -> [Field] {
      names.enumerated().map { index, name in
        Field(name, at: offset + index * type.byteCount, type, meaning)
      }
    }
  }

  /// The bytes after a structure of fixed size, up to the end of the record that holds it.
  package struct Rest: Sendable {
    package let name: String
    /// What they are an array of; nil for bytes that mean nothing more here.
    package let element: FieldType?
    package let meaning: String

    package init(_ name: String, arrayOf element: FieldType? = nil, _ meaning: String = "") {
      self.name = name
      self.element = element
      self.meaning = meaning
    }
  }
}

/// How the bytes of a field are read and shown. Numbers are in the byte order of whoever reads them.
package indirect enum FieldType: Sendable {
  /// A count, length, offset or id: shown in decimal. 1, 2, 4 or 8 bytes.
  case number(bytes: Int)
  /// A signed number. 1, 2, 4 or 8 bytes.
  case signed(bytes: Int)
  /// A register, an address or bits: shown in hex. 1, 2, 4 or 8 bytes.
  case address(bytes: Int)
  /// A PFN: shown in hex, a number in JSON. 4 or 8 bytes.
  case pfn(bytes: Int)
  /// A register or an address that leads to a page: shown in hex. 4 or 8 bytes.
  case pageAddress(bytes: Int, PageAddress)
  /// A number that is big endian in any stream. 2, 4 or 8 bytes.
  case bigEndian(bytes: Int)
  /// Bits with names, by bit number.
  case flags(bytes: Int, names: [Int: String])
  /// Bits that a function puts into words.
  case words(bytes: Int, @Sendable (UInt64) -> String)
  /// A number whose values have names.
  case choice(bytes: Int, names: [UInt64: String])
  /// An entry of a page table of some level, 1 to 4, as guests that think in PFNs use it. 4 or 8 bytes.
  case pageTableEntry(bytes: Int, level: Int)
  /// Text, up to the first NUL.
  case text(bytes: Int)
  /// Bytes that mean nothing more here.
  case bytes(Int)
  case structure(Layout)
  case array(FieldType, count: Int)

  /// The bytes that a field of this type occupies.
  package var byteCount: Int {
    switch self {
    case .number(let bytes), .signed(let bytes), .address(let bytes), .pfn(let bytes), .bigEndian(let bytes),
      .pageAddress(let bytes, _), .flags(let bytes, _), .words(let bytes, _), .choice(let bytes, _),
      .pageTableEntry(let bytes, _), .text(let bytes), .bytes(let bytes):
      bytes
    case .structure(let layout): layout.byteCount
    case .array(let element, let count): element.byteCount * count
    }
  }
}
