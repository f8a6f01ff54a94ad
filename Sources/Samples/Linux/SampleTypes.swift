@_spi(Measuring) import SaveStream

/// The type information of a made-up kernel (BTF): header, types, strings.
package struct SampleTypes: Sendable {
  /// A member of a structure or a union.
  package struct Member: Sendable {
    let name: String
    let type: UInt32
    let bits: UInt32

    /// - Parameters:
    ///   - name: empty for a structure inside without a name.
    ///   - type: its number, counted from 1 in the order in which types are added.
    ///   - bits: where it is; of a bit field, its width in the upper byte.
    package init(_ name: String, type: UInt32, bits: UInt32) {
      self.name = name
      self.type = type
      self.bits = bits
    }
  }

  package enum Kind: UInt32, Sendable {
    case structure = 4
    case union = 5
  }

  private var types = LittleEndianBytes()
  private var strings: [UInt8] = [0]
  private var places = ["": UInt32(0)]

  package init() {}

  /// Adds an integer of 4 bytes.
  package mutating func addInteger() {
    types.append(place(of: "int"))
    types.append(UInt32(1 << 24))
    types.append(UInt32(4))
    types.append(UInt32(32))
  }

  /// Adds a structure or a union.
  /// - Parameters:
  ///   - size: its bytes.
  ///   - hasBitFields: whether the places of members have a width in their upper byte.
  package mutating func add(
    _ name: String, _ kind: Kind = .structure, size: UInt32, _ members: [Member], hasBitFields: Bool = false
  ) {
    types.append(place(of: name))
    types.append((hasBitFields ? 1 << 31 : 0) | kind.rawValue << 24 | UInt32(members.count))
    types.append(size)
    for member in members {
      types.append(place(of: member.name))
      types.append(member.type)
      types.append(member.bits)
    }
  }

  /// Where a text stands among the strings. Each stands there once.
  private mutating func place(of text: String) -> UInt32 {
    if let place = places[text] { return place }
    let place = UInt32(strings.count)
    places[text] = place
    strings += Array(text.utf8) + [0]
    return place
  }

  /// All of it.
  package var bytes: [UInt8] {
    var all = LittleEndianBytes()
    all.append(UInt16(0xeb9f))
    all.append(UInt16(1))
    for number in [24, 0, types.bytes.count, types.bytes.count, strings.count] { all.append(UInt32(number)) }
    all.append(bytes: types.bytes + strings)
    return all.bytes
  }
}
